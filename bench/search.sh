#!/bin/sh
# Measures the search for many literals alone, warm, with JMH: milliseconds for 16 MiB on one thread.
#
#   bench/search.sh [JMH-OPTION...]      e.g. -p literals=60 -prof stack
#
# The whole program against others that search is bench/scan.sh.
set -eu
cd "$(dirname -- "$(readlink -f -- "$0")")/.."
mvn -q -Dspotless.check.skip=true -pl core test-compile
exec mvn -q -pl core exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
    -Dexec.args="-cp %classpath org.openjdk.jmh.Main SearchBenchmark $*"
