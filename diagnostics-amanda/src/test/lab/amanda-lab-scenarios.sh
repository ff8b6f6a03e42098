# Part of amanda-lab: the scenarios. Read by amanda-lab; the line above each function is what `amanda-lab list` shows.
# A scenario lays the site out, runs Amanda with or without a fault, and ends in `evidence`, which says what must
# have come out. Seconds are chosen so that each outcome is certain: a timeout is missed by seconds, not by tenths.
# shellcheck shell=bash disable=SC2034,SC2154 # variables are shared with amanda-lab-run.sh

# healthy-full: first run of two clients: amcheck, then five full dumps
scenario_healthy_full() {
    usual_site
    check
    dump
    evidence 0 'server/log.*' '^FINISH driver' amcheck.txt '0 problems found'
}

# healthy-incremental: second run: levels 0 and 1 are asked for
scenario_healthy_incremental() {
    usual_site
    dump
    next_day
    check
    dump
    evidence 0 'server/log.*' '^SUCCESS dumper .* 1 [0-9a-f]*:' amcheck.txt '0 problems found'
}

# healthy-calcsize-and-server: fourth run with `estimate calcsize` for one DLE and `estimate server` for another
scenario_healthy_calcsize_and_server() {
    write_conf
    dle $files /home
    dle $files /srv/projects 'estimate calcsize'
    dle $files /var/lib/gitea 'estimate server'
    dle $web /etc
    # The server warns as long as it has no history of both levels to estimate from: that takes three runs.
    for _ in 1 2 3; do
        dump
        next_day
    done
    check
    dump
    evidence 0 'client-*/sendsize.*' 'calcsize' 'server/log.*' '^FINISH driver'
}

# estimate-timeout: gnutar needs 23 s for /home; with etimeout 2 and 3 DLEs the server gives up before
scenario_estimate_timeout() {
    etimeout=2
    usual_site
    check
    delay estimate home 23
    dump
    evidence 5 'server/log.*' "FAIL planner $files /home .*Some estimate timeout on $files" \
        "client-$files/sendsize.*" 'finish time' "client-$files/amandad.*" 'received dup P_REQ packet'
}

# estimate-timeout-incremental: as estimate-timeout in a second run: 3 DLEs, 6 estimates, etimeout 1
scenario_estimate_timeout_incremental() {
    usual_site
    dump
    next_day
    etimeout=1
    write_conf
    delay estimate home 12
    dump
    evidence 5 'server/log.*' "FAIL planner $files /home .*Some estimate timeout on $files" \
        "client-$files/sendsize.*" 'estimate time for /home level 1: 12'
}

# estimate-resend-saved: the estimate takes longer than the server waits, but it asks again, and the run succeeds
scenario_estimate_resend_saved() {
    etimeout=2
    usual_site
    check
    delay estimate home 9
    dump
    evidence 0 "client-$files/amandad.*" 'received dup P_REQ packet' 'server/log.*' '^FINISH driver'
}

# estimate-total-negative: a negative etimeout is the total for the host, however many DLEs it has
scenario_estimate_total_negative() {
    etimeout=-5
    usual_site
    delay estimate projects 20
    dump
    evidence 5 'server/log.*' "FAIL planner $files /home .*Some estimate timeout on $files"
}

# estimate-server-fallback: as estimate-timeout-incremental, but one DLE may fall back to the server's own estimate
scenario_estimate_server_fallback() {
    write_conf
    dle $files /home 'estimate client server'
    dle $files /srv/projects
    dump
    next_day
    etimeout=1
    write_conf
    delay estimate home 9
    dump
    evidence 5 'server/log.*' "WARNING planner $files /home .*using server estimate" \
        'server/log.*' "FAIL planner $files /srv/projects .*Some estimate timeout"
}

# udp-request-truncated: so many DLEs on one host that the request does not fit into a UDP packet and is cut
scenario_udp_request_truncated() {
    local number
    write_conf
    for number in $(seq -f %03g 110); do
        dle $mail "/srv/mail/domains/customer-$number" \
            'exclude "./Maildir/.Trash" "./Maildir/.Spam" "./Maildir/dovecot.index.cache"' \
            'exclude append "./sieve/tmp" "./archive/export-in-progress" "./attachments/.quarantine"'
    done
    # amcheck's own request has no levels in it and still fits: it finds nothing wrong.
    check
    dump
    evidence 5 'server/log.*' 'FORMAT ERROR IN REQUEST PACKET' "client-$mail/amandad.*" 'FORMAT ERROR' \
        amcheck.txt '0 problems found'
}

# udp-request-large-ok: long exclude lists make a request of more than 32768 bytes, which still fits
scenario_udp_request_large_ok() {
    local number excludes
    maxdumps=4
    write_conf
    excludes=$(seq -f ' "./Maildir/.Archive.%g/dovecot.index.cache"' 2001 2024 | tr -d '\n')
    for number in $(seq -f %02g 24); do dle $mail "/srv/mail/users-$number" "exclude$excludes"; done
    check
    dump
    evidence 0 'server/log.*' '^FINISH driver' "client-$mail/amandad.*" 'received ACK pkt'
}

# udp-reply-blocked: a firewall drops the client's replies after it has sent the first estimate
scenario_udp_reply_blocked() {
    need_firewall
    etimeout=2
    write_conf
    dle $mail /etc
    dle $mail /var/mail
    check
    delay estimate mail 3
    start_dump
    await 'got partial result'
    firewall -I INPUT
    await_dump
    evidence 5 'server/log.*' 'timeout waiting for ACK' 'server/amdump.*' 'got partial result' \
        "client-$mail/amandad.*" 'received dup P_REQ packet, resending REP'
}

# udp-output-denied: the client's own firewall denies all that it sends
scenario_udp_output_denied() {
    need_firewall
    write_conf
    dle $mail /etc
    dle $mail /var/mail
    firewall -I OUTPUT
    dump
    evidence 5 'server/log.*' 'timeout waiting for ACK' "client-$mail/amandad.*" 'Operation not permitted'
}

# driver-killed: driver and its dumpers are killed during the dumps: some are done, some have no result
scenario_driver_killed() {
    usual_site
    check
    delay dump home 6
    delay dump projects 6
    delay dump gitea 6
    start_dump
    await "^DONE taper .* $web /etc"
    await "^DONE taper .* $web /var/www"
    kill_program driver
    await_dump
    # 4 more when a dumper had the time to say that it was killed
    evidence '9|13' amreport.txt 'RESULTS MISSING' 'server/log.*' '^DONE taper'
}

# planner-killed: planner is killed during the estimates: no DLE has a result
scenario_planner_killed() {
    usual_site
    check
    delay estimate home 4
    start_dump
    await 'got partial result'
    kill_program planner
    await_dump
    evidence 9 amreport.txt 'RESULTS MISSING' 'server/log.*' 'got empty schedule from planner'
}

# missing-path: the directory of one DLE does not exist
scenario_missing_path() {
    usual_site
    rm -r "$dir/data/files/projects"
    check
    dump
    evidence 5 amcheck.txt 'No such file or directory' 'server/log.*' "FAIL planner $files /srv/projects"
}

# data-timeout: the dump of one DLE stops in the middle for longer than dtimeout
scenario_data_timeout() {
    dtimeout=4
    usual_site
    check
    stall dump gitea 9
    dump
    evidence 4 'server/log.*' "FAIL dumper $files /var/lib/gitea .*data timeout"
}

# connection-refused: one client has nobody listening on Amanda's port
scenario_connection_refused() {
    usual_site
    dle $db /var/lib/postgresql
    check
    dump
    evidence 5 'server/log.*' "FAIL planner $db .*Connection refused" amcheck.txt 'Connection refused'
}
