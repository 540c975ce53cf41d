# headscale-certificate.sh FOLDER ADDRESS: makes e3.crt and e3.key in the folder, for a server at that name or IPv4 address, unless they are
# there. No authority signs for an address: those who are to trust it are handed the certificate itself.
set -eu
folder=$1 address=$2
mkdir -p "$folder"
case $address in
  *[!0-9.]*) kind=DNS check=-checkhost ;;
  *) kind=IP check=-checkip ;;
esac
if [ -s "$folder/e3.crt" ] && openssl x509 -in "$folder/e3.crt" -noout "$check" "$address" | grep -q 'does match'; then
  exit 0
fi
umask 077
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=e3-headscale \
  -addext basicConstraints=critical,CA:FALSE -addext "subjectAltName=$kind:$address" -keyout "$folder/e3.key.new" -out "$folder/e3.crt.new" 2>/dev/null
mv "$folder/e3.key.new" "$folder/e3.key"
mv "$folder/e3.crt.new" "$folder/e3.crt"
