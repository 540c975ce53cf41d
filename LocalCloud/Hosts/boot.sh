# First process of a host, in its own mount, PID, UTS, IPC and network namespaces. Puts the host's root together, moves into it
# and becomes sshd. Arguments: the host's folder, its hostname, the .NET installation to show (or "").
set -eu
folder=$1 name=$2 dotnet=$3
root=$folder/merged

# /proc is still the machine's, so this is our pid out there, and when we started: how the server knows us again.
read -r stat < /proc/self/stat
set -- ${stat##*) }
shift 19
printf '%s %s\n' "${stat%% *}" "$1" > "$folder/init"

hostname "$name"
ip link set lo up
# Four megabytes, the default, hold one long-distance TCP stream to 0.3 Gbit/s.
echo 4096 131072 33554432 > /proc/sys/net/ipv4/tcp_rmem
echo 4096 131072 33554432 > /proc/sys/net/ipv4/tcp_wmem

mount -t overlay overlay -o "lowerdir=/,upperdir=$folder/upper,workdir=$folder/work" "$root"
while read -r number path; do
  mount -t overlay overlay -o "lowerdir=$path,upperdir=$folder/upper.$number,workdir=$folder/work.$number" "$root$path"
done < "$folder/mounts"

mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/net" "$root/run/sshd" "$root/run/lock" "$root/run/.machine"
cp -a /dev/null /dev/zero /dev/full /dev/random /dev/urandom /dev/tty "$root/dev/"
cp -a /dev/net/tun "$root/dev/net/"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
ln -s pts/ptmx "$root/dev/ptmx"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
if [ -n "$dotnet" ]; then
  mount --bind "$dotnet" "$root/usr/local/lib/e3-dotnet"
  mount -o remount,bind,ro "$root/usr/local/lib/e3-dotnet"
fi

cd "$root"
pivot_root . run/.machine
cd /
umount -l /run/.machine
rmdir /run/.machine

if [ -e /var/lib/cloud/user-data ] && [ ! -e /var/lib/cloud/user-data.done ]; then
  touch /var/lib/cloud/user-data.done
  /var/lib/cloud/user-data > /var/log/cloud-init-output.log 2>&1 < /dev/null &
fi

# Root in here may do as it likes with its own namespaces, but not load modules, set the machine's clock or make its block devices.
exec setpriv --bounding-set -sys_module,-sys_rawio,-sys_time,-mknod /usr/sbin/sshd -D -e -f /etc/ssh/sshd_config
