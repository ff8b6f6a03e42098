# Part of amanda-lab: running a scenario and gathering its evidence. Read by amanda-lab.
# shellcheck shell=bash disable=SC2154 # the names of paths and hosts are set in amanda-lab

# ---------------------------------------------------------------------------------------------- the run

# amcheck must come before the faults: with the wrapper in place it says that runtar is not SUID root.
check() { as_server amcheck "$conf" >"$dir/amcheck.txt" 2>&1 || true; }

dump() { start_dump; await_dump; }

# Starts amdump; the caller may do harm to it before it calls await_dump.
start_dump() {
    : >"$dir/mail"
    dump_started=$(date +%s)
    as_server timeout 150 amdump "$conf" >"$dir/amdump.out" 2>&1 9>&- &
    dump_pid=$!
}

# Waits for amdump, then for the services of the clients: sendsize goes on after the server has given up. amandad
# itself offers its reply for another 50 s to a server that no longer asks; with AMANDA_LAB_WAIT=amandad it is waited
# for as well, so that its file is complete. Sets status to amdump's exit.
await_dump() {
    local seconds
    status=0
    wait "$dump_pid" || status=$?
    dump_pid=
    seconds=$(($(date +%s) - dump_started))
    await_clients 90 "${AMANDA_LAB_WAIT:-services}"
    await_clients 2 amandad
    say "$scenario: amdump took $seconds s, exit $status; clients were at work for $(($(date +%s) - dump_started)) s"
}

# await_clients SECONDS services|amandad
await_clients() {
    local amandad busy
    for _ in $(seq $(($1 * 10))); do
        busy=
        for amandad in $(pgrep -P "$(inetd_pid "$dir")"); do
            # A service that has ended stays a zombie as long as amandad lives: it counts no more.
            if [ "$2" = amandad ] || pgrep -r D,R,S -P "$amandad" >/dev/null; then busy=1; fi
        done
        [ -n "$busy" ] || break
        sleep 0.1
    done
}

# Between two runs: there is new data. Only the debug files of the last run are evidence; the clients' state and the
# dumps stay.
next_day() {
    local source
    for source in "$dir"/data/*/*; do seq 20000 >"$source/notes/$(date +%s).txt"; done
    undo_faults "$dir"
    stop_clients "$dir"
    forget_debug
    sleep 1 # Amanda names runs by the second
}

# await TEXT: until the run's amdump.<ts> or log.<ts>.0 says so.
await() {
    for _ in $(seq 600); do
        if grep -qs "$1" "$link"/log/amdump.2* "$link"/log/log.2*; then return; fi
        sleep 0.05
    done
    die "the run never said: $1"
}

# kill_program planner|driver: with what it has started (dumpers, chunkers, taper), as memory shortage or a reboot
# does. It is stopped first, so that it cannot notice and write about it. Both note their pid in the log.
kill_program() {
    local pid
    pid=$(sed -n "s/^INFO $1 $1 pid //p" "$link"/log/log.2*)
    kill -STOP "$pid"
    # shellcheck disable=SC2046 # one word per pid
    kill -KILL $(descendants "$pid") "$pid"
}

# ---------------------------------------------------------------------------------------------- the evidence

# Copies what an administrator would gather about the latest run.
collect() {
    local file host
    rm -rf "${out:?}"/{server,client-*,amcheck.txt,amreport.txt}
    mkdir -p "$out/server"
    cp -p "$link"/{amanda.conf,disklist} "$out/server"
    cp -p "$(ls -d "$link"/log/log.2*.0 | tail -n 1)" "$(ls -d "$link"/log/amdump.2* | tail -n 1)" "$out/server"
    cp -p $dbgdir/server/"$conf"/{planner,driver}.*.debug "$out/server"
    note_services
    for file in $dbgdir/amandad/*.debug $dbgdir/client/*.debug $dbgdir/client/"$conf"/*.debug; do
        [ -e "$file" ] || continue
        host=$(host_of "$file")
        [ -n "$host" ] || continue
        mkdir -p "$out/client-$host"
        cp -p "$file" "$out/client-$host"
    done
    [ ! -s "$dir/mail" ] || cp "$dir/mail" "$out/amreport.txt"
    [ ! -s "$dir/amcheck.txt" ] || cp "$dir/amcheck.txt" "$out/amcheck.txt"
    chown -R 0:0 "$out"
    chmod -R a+rX "$out"
}

# evidence STATUS[|STATUS] [FILE TEXT]…: collects, and fails unless amdump ended so and the files say so: a scenario
# that came out differently must not pass for what its name says.
evidence() {
    collect
    case "|$1|" in
        *"|$status|"*) ;;
        *) die "$scenario: amdump ended with $status, not $1" ;;
    esac
    shift
    while [ $# -gt 0 ]; do
        # shellcheck disable=SC2086 # FILE is a pattern
        (cd "$out" && grep -qs -e "$2" $1) || die "$scenario: $1 does not say: $2"
        shift 2
    done
}

end_run() {
    undo_faults "$dir"
    # Interrupted, or the scenario came out differently: leave no run behind.
    # shellcheck disable=SC2046 # one word per pid
    [ -z "${dump_pid:-}" ] || kill -KILL $(descendants "$dump_pid") "$dump_pid" 2>/dev/null || true
}

run() {
    local function=scenario_${2//-/_}
    dir=$1 scenario=$2 out=$3
    if ! declare -F "$function" >/dev/null; then
        say "amanda-lab: no scenario $scenario; see amanda-lab list"
        exit 2
    fi
    check_machine
    [ "$(readlink "$link")" = "$dir/$mark.conf" ] || die "there is no lab in $dir; start it first"
    inetd_runs "$dir" || die "the lab in $dir has stopped; start it again"
    exec 9>"$dir/lock"
    flock -n 9 || die "another scenario runs in $dir"
    trap end_run EXIT
    reset_site
    "$function"
}
