package dev.backupdoctor.checkmk.event;

import dev.backupdoctor.core.event.EventKind;
import dev.backupdoctor.core.value.Code;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What the files of a site state of its backups.
 *
 * <p>A run is told from others by the place where it begins. Its {@code at} is the newest time that it names. Where a
 * file does not name site or job, they are empty.
 */
public sealed interface CheckmkEvent {

    /**
     * A run that made a backup.
     *
     * @param target id of the target
     * @param took as the run itself says
     * @param size of the archive; as text it has few digits
     */
    @EventKind("checkmk.backup_completed")
    record BackupCompleted(
            Optional<String> site,
            Optional<String> job,
            Optional<LocalDateTime> at,
            Place run,
            Optional<String> target,
            Optional<Duration> took,
            Optional<Size> size)
            implements CheckmkEvent {}

    /**
     * A run that made none.
     *
     * @param version of the Checkmk that ran, from the frames of a traceback
     * @param text the reason, as the run says it, without what it puts in front
     * @param errno of the operating system
     * @param exception class of what was raised, when a class is named
     * @param path that the error is about
     * @param side which end of the backup the error is on, as far as the text tells
     */
    @EventKind("checkmk.backup_failed")
    record BackupFailed(
            Optional<String> site,
            Optional<String> job,
            Optional<LocalDateTime> at,
            Place run,
            Optional<String> target,
            Optional<Version> version,
            String text,
            Optional<Code> errno,
            Optional<String> exception,
            Optional<RawName> path,
            Optional<Side> side)
            implements CheckmkEvent {}

    /**
     * A run that ended because rrdcached hung up.
     *
     * @param modern the run is one of 2.2 or later, by the words it uses
     * @param rrd the last one that rrdcached was told of, and did not answer for
     * @param refusedRrd the last one that rrdcached said it does not hold
     * @param refusals how many it said that of
     * @param told always true: the run itself says that this ended it
     */
    @EventKind("checkmk.connection_reset")
    record ConnectionReset(
            Optional<String> site,
            Optional<String> job,
            Optional<LocalDateTime> at,
            Place run,
            Optional<Version> version,
            boolean modern,
            Optional<Placed<RawName>> rrd,
            Optional<Placed<RawName>> refusedRrd,
            long refusals,
            boolean told)
            implements CheckmkEvent {}

    /**
     * A run that ended because the name of an RRD is not UTF-8.
     *
     * @param stray the byte that is not, 0x80 to 0xff; empty when several stand side by side
     * @param octet the same for people, {@code 0xc3}
     * @param position characters in front of it in what was being written
     * @param call what was being written to
     * @param rrd named just before; empty when the run does not name it
     */
    @EventKind("checkmk.name_not_utf8")
    record NameNotUtf8(
            Optional<String> site,
            Optional<String> job,
            Optional<LocalDateTime> at,
            Place run,
            Optional<Version> version,
            Optional<Long> stray,
            String octet,
            long position,
            Call call,
            Optional<Placed<RawName>> rrd)
            implements CheckmkEvent {}

    /**
     * A path that a run could not open, which ended it.
     *
     * @param told always true: the run itself says that this ended it
     */
    @EventKind("checkmk.denied")
    record Denied(
            Optional<String> site,
            Optional<String> job,
            Optional<LocalDateTime> at,
            RawName path,
            Optional<Version> version,
            boolean told)
            implements CheckmkEvent {}

    /** A run that mkbackup refused to begin; the job's state file is then left as it was. */
    @EventKind("checkmk.start_refused")
    record StartRefused(
            Optional<String> site, Optional<String> job, Refusal reason, String text, Optional<RawName> path)
            implements CheckmkEvent {}

    /**
     * A run that has not said how it ended.
     *
     * @param at when it began
     * @param over something later shows that it is not going on
     * @param pid of mkbackup, on the host of the site
     * @param rrd that rrdcached was told of, and that no answer is shown for; only of omd called by hand
     */
    @EventKind("checkmk.backup_unfinished")
    record BackupUnfinished(
            Optional<String> site,
            Optional<String> job,
            Optional<LocalDateTime> at,
            Place run,
            Optional<String> target,
            boolean over,
            Optional<Long> pid,
            Optional<Placed<RawName>> rrd)
            implements CheckmkEvent {}

    /**
     * A job's state file.
     *
     * @param root directory of the site, as far as the name of the file tells
     * @param at newest time in it
     * @param next when the job is to run next; empty when it is not scheduled
     */
    @EventKind("checkmk.job_state")
    record JobState(
            String root,
            Optional<String> site,
            String job,
            Optional<LocalDateTime> at,
            boolean finished,
            Optional<LocalDateTime> next)
            implements CheckmkEvent {}

    /**
     * A backup that lies at a target, by its mkbackup.info.
     *
     * @param at when it was finished
     * @param version of the site
     */
    @EventKind("checkmk.backup_kept")
    record BackupKept(
            Optional<String> site,
            Optional<String> job,
            Optional<LocalDateTime> at,
            Optional<Version> version,
            Optional<Size> size)
            implements CheckmkEvent {}

    /**
     * A job of backup.mk.
     *
     * @param root as in {@link JobState}
     * @param noHistory {@code True} or {@code False} as in the file: leave RRDs and logs out
     * @param scheduled cron is to run it
     */
    @EventKind("checkmk.job")
    record Job(
            String root,
            Optional<String> site,
            String job,
            Optional<String> title,
            Optional<String> target,
            Optional<Placed<String>> noHistory,
            boolean scheduled)
            implements CheckmkEvent {}

    /**
     * A target of backup.mk.
     *
     * @param root as in {@link JobState}
     * @param path local directory; for remote targets that of the temporary copy
     */
    @EventKind("checkmk.target")
    record Target(
            String root, Optional<String> site, String target, Optional<String> path, Optional<Boolean> mountpoint)
            implements CheckmkEvent {}

    /** A line of the site's cron file that starts a job. */
    @EventKind("checkmk.cron_line")
    record CronLine(String root, Optional<String> site, String job) implements CheckmkEvent {}

    /**
     * An RRD whose name is not UTF-8.
     *
     * @param path from {@code /omd/sites/} on
     * @param stray the first byte that is not UTF-8
     * @param octet the same for people, {@code 0xc3}
     * @param index characters of {@code path} in front of it
     */
    @EventKind("checkmk.rrd_not_utf8")
    record RrdNotUtf8(Optional<String> site, RawName path, long stray, String octet, long index)
            implements CheckmkEvent {}

    /**
     * An RRD file.
     *
     * @param pnpRrd host and metric, when it lies where pnp4nagios keeps its files
     * @param cmcRrd host and service, when it lies where the CMC keeps its files
     * @param touched last change of the file
     */
    @EventKind("checkmk.rrd")
    record Rrd(Optional<String> site, Optional<RawName> pnpRrd, Optional<RawName> cmcRrd, Optional<Instant> touched)
            implements CheckmkEvent {}

    /**
     * The settings of a site, site.conf.
     *
     * @param core that watches: cmc, nagios or none
     */
    @EventKind("checkmk.site_conf")
    record SiteConf(Optional<String> site, Placed<String> core) implements CheckmkEvent {}

    /** An end of the way that the data goes. */
    enum Side {
        SITE,
        TARGET
    }

    /** What Python was writing to when it met the name. */
    enum Call {
        /** The socket of rrdcached: {@code SUSPEND path}. */
        SENDALL,
        /** Standard output: {@code Pausing RRD updates for path}. */
        WRITE
    }

    /** Why mkbackup did not begin. */
    enum Refusal {
        LOCKED,
        NOT_MOUNTED,
        JOB_UNKNOWN,
        TARGET_UNKNOWN,
        TARGET_PATH,
        LOCK_FILE,
        NOT_CONFIGURED,
        KEY_MISSING,
        CONFIG_PERMISSIONS
    }
}
