# The first process of a real node: furnishes the namespaces that it was started in, then waits, and buries
# orphans. Whatever is made here, on the machine's side of the network as well, vanishes together with it.
# Arguments: see namespaces.ts.
set -eu
state=$1 layer=$2 name=$3 link=$4 machine_address=$5 node_address=$6 services=$7 starter=$8

# Sockets, locks and network namespaces of the node; the machine stays in reach below host-proc.
mount -t tmpfs -o mode=755 node-run /run
mkdir -p /run/host-proc /run/lock /run/netns /run/tunables
mount --rbind /proc /run/host-proc
mount -t proc proc /proc
machine="/run/host-proc/$starter/ns/net"

# Programs that are not installed on the machine look as if they were.
if [ -d "$layer/usr" ]; then mount -t overlay -o "ro,lowerdir=$layer/usr:/usr" node-usr /usr; fi

# Folders whose names are built into kubelet and CNI plugins: what they write there stays in memory.
for folder in /var/lib /var/log; do
  case "$state/" in "$folder"/*) continue ;; esac
  mkdir -p "/run/over$folder/upper" "/run/over$folder/work"
  mount -t overlay \
    -o "lowerdir=$folder,upperdir=/run/over$folder/upper,workdir=/run/over$folder/work" node-var "$folder"
done

# Settings of the whole kernel that kubelet insists on: it sees them as it wants them, and changes none.
tunable() {
  [ -e "/proc/sys/$1" ] || return 0
  file="/run/tunables/$(basename "$1")"
  echo "$2" >"$file"
  mount --bind "$file" "/proc/sys/$1"
}
tunable vm/overcommit_memory 1
tunable vm/panic_on_oom 0
tunable kernel/panic 10
tunable kernel/panic_on_oops 1
tunable kernel/keys/root_maxkeys 1000000
tunable kernel/keys/root_maxbytes 25000000

hostname "$name"

# A cable between machine and node, and no way further: there is no default route.
ip link set lo up
on_machine() { nsenter "--net=$machine" "$@"; }
on_machine ip link del "$link" 2>/dev/null || true
ip link add eth0 type veth peer name "$link" netns "$machine"
on_machine ip address add "$machine_address/30" dev "$link"
on_machine ip link set "$link" up
ip address add "$node_address/30" dev eth0
ip link set eth0 up
# kube-proxy redirects it on the way.
ip route add "$services" dev eth0
echo 1 >/proc/sys/net/ipv4/ip_forward
bridge=/proc/sys/net/bridge/bridge-nf-call-iptables
if [ -e "$bridge" ]; then echo 1 >"$bridge"; fi

: >"$state/run/furnished"
trap 'exit 0' TERM
while :; do
  sleep 1000000 &
  wait $!
done
