# Part of amanda-lab: the site of a scenario, the faults it can have, and whose debug files are whose.
# Read by amanda-lab.
# shellcheck shell=bash disable=SC2154 # the names of paths and hosts are set in amanda-lab

# ---------------------------------------------------------------------------------------------- the site

# A site without history: no configuration, no dumps, no data.
reset_site() {
    undo_faults "$dir"
    stop_clients "$dir"
    forget_debug
    forget_state "$dir"
    rm -rf "$dir"/$mark.conf/* "$dir"/{vtapes,holding,data}/* "$dir/amcheck.txt"
    : >$vardir/amandates
    install -d -o backup -g backup "$dir"/$mark.conf/{curinfo,index,log}
    install -o backup -g backup /dev/null "$dir/$mark.conf/tapelist"
    etimeout=300
    dtimeout=1800
    maxdumps=2
}

# What clients keep between runs, and what killed programs left.
forget_state() {
    rm -rf $vardir/gnutar-lists/*.example.org_*
    [ -e "$1/inetd.pid" ] || return 0
    find /tmp/amanda /dev/shm -maxdepth 1 -type f -user backup -newer "$1/inetd.pid" \
        \( -name '*.exclude' -o -name 'taper_status_file_*' -o -name '*amanda_s*' \) -delete 2>/dev/null || true
}

# Writes amanda.conf. Sized so that a healthy run gives no reason for any warning; without promotions, so that a
# second run makes incrementals.
write_conf() {
    cat >"$link/amanda.conf" <<END
org "$conf"
mailto "backup@example.org"
mailer "$dir/bin/mailer"
dumpuser "backup"

inparallel 4
maxdumps $maxdumps
dumpcycle 7 days
runspercycle 7
tapecycle 16 tapes
runtapes 1
reserve 30

etimeout $etimeout
dtimeout $dtimeout
ctimeout 30

infofile "/etc/amanda/$conf/curinfo"
indexdir "/etc/amanda/$conf/index"
logdir "/etc/amanda/$conf/log"
tapelist "/etc/amanda/$conf/tapelist"

define changer vtapes {
    tpchanger "chg-disk:$dir/vtapes"
    property "num-slot" "16"
    property "auto-create-slot" "yes"
}
tpchanger "vtapes"
labelstr "^VTAPE-[0-9][0-9]$"
autolabel "VTAPE-%%" any
define tapetype VTAPE {
    length 100 mbytes
    filemark 4 kbytes
}
tapetype VTAPE

holdingdisk hold {
    directory "$dir/holding"
    use 50 Mb
}

define dumptype tree {
    program "GNUTAR"
    auth "bsdtcp"
    compress client fast
    index yes
    record yes
    maxpromoteday 0
}
define dumptype tree-udp {
    tree
    auth "bsdudp"
    client_port "$port"
}
END
}

# dle HOST DISK [OPTION…]: a directory with a little data, and its entry in the disklist.
dle() {
    local host=$1 disk=$2 source dumptype=tree
    shift 2
    source=$dir/data/${host%%.*}/$(basename "$disk")
    [ "$host" != $mail ] || dumptype=tree-udp
    mkdir -p "$source/notes"
    seq $((9000 + 1000 * ${#disk})) >"$source/notes/numbers.txt"
    echo "$disk" >"$source/README"
    if [ $# = 0 ]; then
        echo "$host $disk $source $dumptype"
    else
        printf '%s %s %s {\n    %s\n' "$host" "$disk" "$source" "$dumptype"
        printf '    %s\n' "$@"
        echo "}"
    fi >>"$link/disklist"
}

# Two healthy clients, five DLEs; what most scenarios start from.
usual_site() {
    write_conf
    dle $files /home
    dle $files /srv/projects
    dle $files /var/lib/gitea
    dle $web /etc
    dle $web /var/www
}

# ---------------------------------------------------------------------------------------------- faults

# delay estimate|dump NAME SECONDS: gnutar of the DLE with this last path part starts so much later.
# stall dump NAME SECONDS: it sends a little, then nothing for so long.
delay() { wrap_runtar; echo "$3" >"$dir/ctl/$1-$2-delay"; }
stall() { wrap_runtar; echo "$3" >"$dir/ctl/$1-$2-stall"; }

# GNU tar's path is compiled into Amanda and runtar is what calls it, so this is the place to slow it down.
wrap_runtar() {
    [ ! -e $libexec/runtar.$mark ] || return 0
    mv $libexec/runtar $libexec/runtar.$mark
    install -m 755 "$dir/bin/runtar" $libexec/runtar
}

# firewall -I INPUT|OUTPUT: drops what the UDP client sends. In INPUT this is silent, in OUTPUT the sender gets EPERM.
firewall() { iptables "$1" "$2" -p udp -s "${address[$mail]}" --sport $port -m comment --comment $mark -j DROP; }

need_firewall() {
    command -v iptables >/dev/null || skip "iptables is not installed"
    firewall -I INPUT 2>/dev/null || skip "iptables does not work on this machine"
    firewall -D INPUT
}

undo_faults() {
    local chain
    for chain in INPUT OUTPUT; do
        while firewall -D $chain 2>/dev/null; do :; done
    done
    rm -f "$1"/ctl/*
    if [ -e $libexec/runtar.$mark ]; then mv -f $libexec/runtar.$mark $libexec/runtar; fi
}

# ------------------------------------------------------------------------------------------ debug files and their hosts

# Prints the pid of the program that wrote debug file $1.
pid_of() { sed -n '1s/.* pid \([0-9]*\) ruid .*/\1/p' "$1"; }

# Prints the client that wrote debug file $1. Our inetd started amandad, so the host of that pid is known; amandad
# logs the pids of the services it starts; their helpers (runtar, calcsize) name a directory of the client.
host_of() {
    local pid host
    pid=$(pid_of "$1")
    host=$(sed -n "s/^${pid:-none} //p" "$dir/clients" | tail -n 1)
    if [ -z "$host" ]; then
        for host in "${!address[@]}" ''; do
            if grep -qs "$dir/data/${host%%.*}/" "$1"; then break; fi
        done
    fi
    echo "$host"
}

note_services() {
    local file host
    for file in $dbgdir/amandad/*.debug; do
        [ -e "$file" ] || continue
        host=$(host_of "$file")
        sed -n "s/.* pid \([0-9]*\): .* service_argv\[0\] = .*/\1 ${host:-unknown}/p" "$file"
    done >"$dir/services"
    grep -v unknown "$dir/services" >>"$dir/clients" || true
    rm "$dir/services"
}

# Removes the debug files of earlier runs; those of other configurations stay.
forget_debug() {
    local file
    note_services
    for file in $dbgdir/{amandad,client,server}/*.debug; do
        if [ -e "$file" ] && [ -n "$(host_of "$file")" ]; then rm "$file"; fi
    done
    rm -rf $dbgdir/{client,server}/"$conf"
    : >"$dir/clients"
}
