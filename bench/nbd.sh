#!/usr/bin/env bash
# Holds backups and restores against nbdcopy, virtnbdbackup and virtnbdrestore, through a live backup job of libvirt.
#
#   ROUNDS=5 SIZE_MB=4096 bench/nbd.sh [WORK-DIRECTORY]
#
# Makes a disk of SIZE_MB of which half is data in scattered runs, half random and half text, always the same; starts a
# libvirtd of its own with a domain that has this disk and no guest; runs every case once per round, each round in
# another order, and removes what it wrote. Every case ends with its output synced. Prints for each case the median and
# the range of seconds, processor seconds of client and server, peak memory, and per round the ratio to each original.
#
# Needs: libvirt-daemon libvirt-clients qemu-system-x86 qemu-utils libnbd-bin virtnbdbackup python3 time util-linux.
# The page cache should hold three times the data. Judge by the ratios: on a busy machine seconds say little.
set -euo pipefail

project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
doctor=${DOCTOR:-$project/backup-doctor}
rounds=${ROUNDS:-5}
size_mb=${SIZE_MB:-4096}
work=$(realpath -m -- "${1:-/var/tmp/bench-nbd}")
cases=${CASES:-"nbdcopy virtnbdbackup ours virtnbdbackup-lz4 ours-lz4 virtnbdrestore ours-restore virtnbdrestore-lz4 ours-restore-lz4"}
# Debian's Python has the modules that virtnbdbackup imports; another one in PATH has not.
export PATH=/usr/sbin:/usr/bin:/sbin:/bin:$PATH
mkdir -p "$work/run" "$work/home/.config/libvirt" "$work/out" "$work/scratch"
cd "$work"
uri="qemu:///session?socket=$work/run/libvirt/libvirt-sock"
results=$work/results.tsv
: >"$results"

unprivileged=()
if [ "$(id -u)" -eq 0 ]; then
    unprivileged=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi
as_daemon() { env HOME="$work/home" XDG_RUNTIME_DIR="$work/run" "${unprivileged[@]}" "$@"; }
give() { [ "$(id -u)" -ne 0 ] || chown -R nobody:nogroup "$@"; }

daemon=
qemu=
finish() {
    virsh -q -c "$uri" destroy bench >/dev/null 2>&1 || [ -z "$qemu" ] || kill "$qemu" 2>/dev/null || true
    [ -z "$daemon" ] || kill "$daemon" 2>/dev/null || true
    rm -rf "$work/out" "$work/set" "$work/set-lz4"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

make_disk() {
    [ ! -s disk.qcow2 ] || return 0
    python3 - "$size_mb" <<'PY'
import os, random, sys
size = int(sys.argv[1]) << 20
r = random.Random(20250411)
text = (b"INFO root checkpoint - redefine: compressible filler line for the benchmark " * 64)[:4096]
unit, pos, total, runs = 65536, 0, 0, 0
fd = os.open("disk.raw", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
os.ftruncate(fd, size)
while pos < size and total < size // 2:
    length = min(r.choice([1, 1, 2, 4, 8, 16, 32, 64, 128, 256]) * unit, size - pos)
    data = bytearray()
    while len(data) < length:
        at = r.randrange(0, 2048)
        data += r.randbytes(2048) + text[at:at + 2048]
    os.pwrite(fd, bytes(data[:length]), pos)
    total, runs = total + length, runs + 1
    pos += length + r.choice([1, 1, 2, 4, 8, 16, 32, 64, 128, 256]) * unit
os.close(fd)
print(f"{runs} runs, {total} bytes of data")
PY
    qemu-img convert -f raw -O qcow2 disk.raw disk.qcow2
    rm disk.raw
}

start_domain() {
    cat >home/.config/libvirt/qemu.conf <<'CONF'
security_driver = "none"
namespaces = []
cgroup_controllers = []
stdio_handler = "file"
CONF
    cat >bench.xml <<XML
<domain type='qemu'><name>bench</name><memory unit='MiB'>32</memory><vcpu>1</vcpu>
<os><type arch='x86_64' machine='pc'>hvm</type></os>
<devices><emulator>/usr/bin/qemu-system-x86_64</emulator>
<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='$work/disk.qcow2'/><target dev='vda' bus='virtio'/></disk>
<controller type='usb' model='none'/><memballoon model='none'/></devices></domain>
XML
    cat >job.xml <<XML
<domainbackup mode='pull'><server transport='unix' socket='$work/run/job.sock'/>
<disks><disk name='vda' backup='yes' type='file'><scratch file='$work/scratch/vda'/></disk></disks></domainbackup>
XML
    give "$work"
    as_daemon libvirtd >libvirtd.log 2>&1 &
    daemon=$!
    for _ in $(seq 100); do
        ! virsh -q -c "$uri" list >/dev/null 2>&1 || break
        sleep 0.2
    done
    virsh -q -c "$uri" create bench.xml
    qemu=$(cat run/libvirt/qemu/run/bench.pid)
}

processor_seconds() { awk -v hz="$(getconf CLK_TCK)" '{sub(/^.*\) /, ""); printf "%.2f", ($12 + $13) / hz}' "/proc/$qemu/stat"; }

# timed CASE ROUND COMMAND...: the command and the sync of what it wrote
timed() {
    local name=$1 round=$2 before after
    shift 2
    before=$(processor_seconds)
    if ! /usr/bin/time -o time.txt -f '%e\t%U\t%S\t%M' sh -c '"$@" && sync -f "$0"' "$work/out" "$@" >"log.$name" 2>&1; then
        echo "$name failed, see $work/log.$name" >&2
        return 0
    fi
    after=$(processor_seconds)
    printf '%s\t%s\t%s\t%s\n' "$round" "$name" "$(tail -n 1 time.txt)" \
        "$(awk -v a="$before" -v b="$after" 'BEGIN { printf "%.2f", b - a }')" >>"$results"
}

run_case() {
    local name=$1 round=$2
    rm -rf out && mkdir out
    case $name in
        nbdcopy)
            virsh -q -c "$uri" backup-begin bench job.xml >/dev/null
            timed "$name" "$round" nbdcopy "nbd+unix:///vda?socket=$work/run/job.sock" out/vda
            virsh -q -c "$uri" domjobabort bench
            ;;
        virtnbdbackup) timed "$name" "$round" virtnbdbackup -U "$uri" -d bench -l copy -o out/set --scratchdir "$work/scratch" -n ;;
        virtnbdbackup-lz4) timed "$name" "$round" virtnbdbackup -U "$uri" -d bench -l copy -o out/set --scratchdir "$work/scratch" -n -z ;;
        ours) timed "$name" "$round" "$doctor" nbd backup -U "$uri" -d bench -l copy -o out/set --scratchdir "$work/scratch" -n ;;
        ours-lz4) timed "$name" "$round" "$doctor" nbd backup -U "$uri" -d bench -l copy -o out/set --scratchdir "$work/scratch" -n -z ;;
        virtnbdrestore) timed "$name" "$round" virtnbdrestore -U "$uri" -i set -o out/restored -n ;;
        virtnbdrestore-lz4) timed "$name" "$round" virtnbdrestore -U "$uri" -i set-lz4 -o out/restored -n ;;
        ours-restore) timed "$name" "$round" "$doctor" nbd restore -i set -o out/restored -n ;;
        ours-restore-lz4) timed "$name" "$round" "$doctor" nbd restore -i set-lz4 -o out/restored -n ;;
        *) echo "unknown case $name" >&2 && exit 2 ;;
    esac
}

make_disk
start_domain
chmod 777 scratch
rm -rf set set-lz4
virtnbdbackup -U "$uri" -d bench -l copy -o set --scratchdir "$work/scratch" -n >log.set 2>&1
virtnbdbackup -U "$uri" -d bench -l copy -o set-lz4 --scratchdir "$work/scratch" -n -z >log.set-lz4 2>&1
# The first start builds, and makes an archive of classes.
"$doctor" nbd --help >/dev/null

read -r -a list <<<"$cases"
for ((round = 1; round <= rounds; round++)); do
    for ((i = 0; i < ${#list[@]}; i++)); do
        run_case "${list[(i + round) % ${#list[@]}]}" "$round"
    done
done

python3 - "$results" <<'PY'
import statistics, sys
by = {}
for line in open(sys.argv[1]):
    round, name, *numbers = line.rstrip("\n").split("\t")
    by.setdefault(name, {})[int(round)] = [float(n) for n in numbers]
print(f"{'case':20} {'n':>2} {'seconds':>8} {'min..max':>15} {'client':>7} {'server':>7} {'MiB':>5}  ratio of seconds; of client processor seconds")
peers = {"ours": ["nbdcopy", "virtnbdbackup"], "ours-lz4": ["virtnbdbackup-lz4"],
         "ours-restore": ["virtnbdrestore"], "ours-restore-lz4": ["virtnbdrestore-lz4"]}
for name, rows in by.items():
    seconds = [row[0] for row in rows.values()]
    client = statistics.median(row[1] + row[2] for row in rows.values())
    server = statistics.median(row[4] for row in rows.values())
    memory = max(row[3] for row in rows.values()) / 1024
    ratios = []
    for peer in peers.get(name, []):
        both = [(rows[r], by[peer][r]) for r in rows if r in by.get(peer, {})]
        if both:
            wall = [a[0] / b[0] for a, b in both]
            work = [(a[1] + a[2]) / (b[1] + b[2]) for a, b in both]
            ratios.append(f"{peer} {statistics.median(wall):.2f} ({min(wall):.2f}..{max(wall):.2f}); {statistics.median(work):.2f}")
    print(f"{name:20} {len(seconds):2} {statistics.median(seconds):8.2f} {min(seconds):7.2f}..{max(seconds):6.2f} {client:7.2f} {server:7.2f} {memory:5.0f}  {' | '.join(ratios)}")
PY
