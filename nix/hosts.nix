# Reads the hosts file and says what is wrong with it. Only builtins, so that it can be tried without nixpkgs.
#
# {
#   "version": 1,
#   "operatorKeys": [ "ssh-ed25519 AAAA… operator" ],
#   "hosts": {
#     "dev-ams3-1": {
#       "address": "203.0.113.7",     a name or an IPv4 address that SSH reaches; required
#       "kind": "droplet",            a file of modules/kinds; droplet when it is not there
#       "user": "root", "port": 22,   how SSH enters
#       "overlays": [ "wireguard" ],  files of modules/overlays; "direct" needs none
#       "roles": [ "headscale-server" ], what it does for the others: also files of modules/overlays
#       "tags": [ "ams3" ]            names to select hosts by
#     }
#   }
# }
file:
let
  inherit (builtins)
    all
    attrNames
    concatStringsSep
    elem
    filter
    fromJSON
    head
    isAttrs
    isInt
    isList
    isString
    mapAttrs
    match
    pathExists
    readDir
    readFile
    replaceStrings
    tail
    ;

  modulesIn =
    folder:
    map (replaceStrings [ ".nix" ] [ "" ]) (
      filter (name: match ".*\\.nix" name != null) (attrNames (readDir folder))
    );
  kinds = modulesIn ./modules/kinds;
  overlays = modulesIn ./modules/overlays ++ [ "direct" ];

  # Colmena's own words.
  reserved = [
    "defaults"
    "meta"
    "network"
  ];
  keys = [
    "address"
    "kind"
    "overlays"
    "port"
    "roles"
    "tags"
    "user"
  ];

  listed = concatStringsSep ", ";
  names = value: isList value && all isString value;

  # The value when every demand is met; each may rely on those before it.
  demanding =
    demands: value:
    if demands == [ ] then
      value
    else if (head demands).holds then
      demanding (tail demands) value
    else
      throw "${baseNameOf (toString file)}: ${(head demands).otherwise}";

  content = fromJSON (readFile file);
  checked = demanding [
    {
      holds = isAttrs content;
      otherwise = "it must be an object";
    }
    {
      holds = content.version or null == 1;
      otherwise = "version must be 1";
    }
    {
      holds = isAttrs (content.hosts or null);
      otherwise = "hosts must be an object of hosts by name";
    }
    {
      holds = names (content.operatorKeys or [ ]);
      otherwise = "operatorKeys must be a list of public SSH keys";
    }
  ] content;

  host =
    name: given:
    let
      where = "hosts.${name}";
      unknown = filter (key: !(elem key keys)) (attrNames given);
      kind = given.kind or "droplet";
      chosen = given.overlays or [ ] ++ given.roles or [ ];
      strangers = filter (overlay: !(elem overlay overlays)) chosen;
      port = given.port or 22;
      user = given.user or "root";
    in
    demanding
      [
        {
          holds = match "[a-z0-9]([a-z0-9-]*[a-z0-9])?" name != null;
          otherwise = "${where}: a host's name has lower-case letters, digits and dashes only";
        }
        {
          holds = !(elem name reserved);
          otherwise = "${where}: Colmena keeps that name for itself";
        }
        {
          holds = isAttrs given;
          otherwise = "${where} must be an object";
        }
        {
          holds = unknown == [ ];
          otherwise = "${where} has ${listed unknown}; there are ${listed keys}";
        }
        {
          holds = isString (given.address or null) && match "[A-Za-z0-9.-]+" given.address != null;
          otherwise = "${where}.address must be a name or an IPv4 address (Colmena cannot deploy to a bracketed IPv6 one)";
        }
        {
          holds = isString kind && elem kind kinds;
          otherwise = "${where}.kind must be one of ${listed kinds}";
        }
        {
          holds = names (given.overlays or [ ]) && names (given.roles or [ ]) && names (given.tags or [ ]);
          otherwise = "${where}: overlays, roles and tags must be lists of names";
        }
        {
          holds = strangers == [ ];
          otherwise = "${where} is to have ${listed strangers}; there are ${listed overlays}";
        }
        {
          holds = isInt port && port > 0 && port < 65536;
          otherwise = "${where}.port must be a whole number from 1 to 65535";
        }
        {
          holds = isString user && match "[a-z_][a-z0-9_-]*" user != null;
          otherwise = "${where}.user must be the name of a user";
        }
      ]
      {
        inherit kind port user;
        inherit (given) address;
        overlays = filter (overlay: overlay != "direct") chosen;
        tags = given.tags or [ ];
      };
in
if !(pathExists file) then
  {
    operatorKeys = [ ];
    hosts = { };
  }
else
  {
    operatorKeys = checked.operatorKeys or [ ];
    hosts = mapAttrs host checked.hosts;
  }
