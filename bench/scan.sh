#!/bin/sh
# Measures how long 'analyze' takes for a large log, against programs that search for the same texts.
#
#   bench/scan.sh [-n ROUNDS] [-m MIB] [-t TEXTS] [-d DIRECTORY] [RG...]
#
#   -n ROUNDS     alternated rounds after one that does not count (default 5)
#   -m MIB        size of the log (default 1024)
#   -t TEXTS      texts to search for; each has a rule (default 60)
#   -d DIRECTORY  where the log lies, best in memory (default /dev/shm/backup-doctor-bench)
#   RG            programs that take ripgrep's options (default: rg); give several to compare versions
#
# Prints wall and CPU seconds and peak memory of each, as medians, and the ratio of ours to each of the others, as the
# median of the rounds with the least and the greatest. All have to find the same number of lines.
set -eu

rounds=5 mib=1024 texts=60 directory=/dev/shm/backup-doctor-bench
while getopts n:m:t:d: option; do
    case $option in
        n) rounds=$OPTARG ;;
        m) mib=$OPTARG ;;
        t) texts=$OPTARG ;;
        d) directory=$OPTARG ;;
        *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- rg

here=$(dirname -- "$(readlink -f -- "$0")")
doctor=$here/../backup-doctor
for program in /usr/bin/time grep wc awk java "$@"; do
    command -v "$program" >/dev/null || {
        echo "scan.sh: no $program; Debian has it in the package of that name" >&2
        exit 2
    }
done
"$doctor" --version >&2
mkdir -p "$directory"
java "$here/ScanInput.java" "$directory" "$mib" "$texts"
log=$directory/bench-$mib-$texts.log
patterns=$directory/texts-$texts.txt
rules=$directory/rules-$texts
times=$directory/times
: >"$times"

# measure ROUND NAME COMMAND...: adds a line "round name wall cpu KiB" to the times; leaves the output in $directory/out.
measure() {
    round=$1 name=$2
    shift 2
    # GNU grep ends at the first match when its output is /dev/null: a file it is.
    LC_ALL=C /usr/bin/time -o "$directory/time" -f '%e %U %S %M' "$@" >"$directory/out" 2>"$directory/err" || true
    [ "$round" = 0 ] || tail -n 1 "$directory/time" |
        awk -v r="$round" -v n="$name" '{print r, n, $1, $2 + $3, $4}' >>"$times"
}

# found NAME NUMBER: complains when this is not what the first one found.
expected=
found() {
    : "${expected:=$2}"
    [ "$2" = "$expected" ] || {
        echo "scan.sh: $1 found $2 lines, expected are $expected" >&2
        exit 1
    }
}

round=0
while [ "$round" -le "$rounds" ]; do
    measure "$round" ours "$doctor" analyze --rules "$rules" --format json "$log"
    [ ! -s "$directory/err" ] || { head -n 20 "$directory/err" >&2 && exit 1; }
    found ours "$(sed -n 's/.*"message" : "\([0-9]*\) lines".*/\1/p' "$directory/out" | awk '{s += $1} END {print s + 0}')"
    for rg in "$@"; do
        measure "$round" "$rg" "$rg" -a -c -F -f "$patterns" "$log"
        found "$rg" "$(cat "$directory/out")"
    done
    measure "$round" grep grep -a -c -F -f "$patterns" "$log"
    found grep "$(cat "$directory/out")"
    measure "$round" wc wc -l "$log"
    round=$((round + 1))
done

echo "$mib MiB, $texts texts, $expected lines found, $rounds rounds"
awk '
    function median(list, n,    i, j, t) {
        for (i = 2; i <= n; i++)
            for (j = i; j > 1 && list[j] < list[j - 1]; j--) { t = list[j]; list[j] = list[j - 1]; list[j - 1] = t }
        return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
    }
    { wall[$2, $1] = $3; cpu[$2, $1] = $4; kib[$2, $1] = $5; if (!($2 in seen)) { seen[$2]; names[++count] = $2 } rounds = $1 }
    END {
        printf "%-24s %8s %8s %8s   %s\n", "", "wall s", "CPU s", "MiB", "wall of ours / this, median (least..greatest)"
        for (i = 1; i <= count; i++) {
            n = names[i]
            for (r = 1; r <= rounds; r++) { w[r] = wall[n, r]; c[r] = cpu[n, r]; k[r] = kib[n, r]; q[r] = wall["ours", r] / wall[n, r] }
            m = median(q, rounds)
            printf "%-24s %8.2f %8.2f %8.0f   %.2f (%.2f..%.2f)\n", n, median(w, rounds), median(c, rounds), median(k, rounds) / 1024, m, q[1], q[rounds]
        }
    }' "$times"
