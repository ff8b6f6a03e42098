package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.checkmk.event.CheckmkEvent;
import dev.backupdoctor.checkmk.event.CheckmkEvent.Call;
import dev.backupdoctor.checkmk.event.CheckmkEvent.Side;
import dev.backupdoctor.core.spi.Sink;
import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.RawName;
import dev.backupdoctor.core.value.Version;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * States how a run ended.
 *
 * @param at when it ended; for one that has not, when it began
 * @param place of the run
 */
record RunEvents(Run run, Optional<String> site, Optional<String> job, Optional<LocalDateTime> at, Place place) {

    private static final long EACCES = 13;
    private static final long ECONNRESET = 104;

    /** With what the run itself says of its site and job. */
    static RunEvents of(Run run, Optional<LocalDateTime> at) {
        return new RunEvents(run, run.site(), run.job(), at, run.begin());
    }

    /** A run that made a backup. */
    void completed(Run.Completed how, Sink sink) {
        sink.event(
                new CheckmkEvent.BackupCompleted(site, job, at, place, run.target(), how.took(), how.size()),
                how.place());
    }

    /** A run that has not said how it ended. */
    void unfinished(Optional<Long> pid, Sink sink) {
        sink.event(
                new CheckmkEvent.BackupUnfinished(
                        site,
                        job,
                        at,
                        place,
                        run.target(),
                        run.isOver(),
                        pid,
                        run.program() == Run.Program.OMD ? lastRrd() : Optional.empty()),
                run.begin());
    }

    /** A run that failed, and what its reason means, if that is known. */
    void failed(Run.Failure why, Sink sink) {
        Reason reason = why.reason();
        sink.event(
                new CheckmkEvent.BackupFailed(
                        site,
                        job,
                        at,
                        place,
                        run.target(),
                        version(why),
                        reason.text(),
                        reason.errno(),
                        reason.exception(),
                        reason.path(),
                        side(why)),
                why.place());
        long errno = reason.errno().map(e -> e.number()).orElse(0L);
        if (errno == ECONNRESET && why.saidByOmd() && reason.path().isEmpty()) {
            reset(why, sink);
        } else if (errno == EACCES && reason.path().isPresent()) {
            sink.event(new CheckmkEvent.Denied(site, job, at, reason.path().get(), version(why), true), why.place());
        }
        Optional<Call> call = why.traceback().flatMap(Traceback::rrdCall);
        if (reason.name().isPresent() && call.isPresent()) {
            unencodable(why, reason.name().get(), call.get(), sink);
        }
    }

    private void reset(Run.Failure why, Sink sink) {
        RrdDialogue dialogue = run.dialogue();
        sink.event(
                new CheckmkEvent.ConnectionReset(
                        site,
                        job,
                        at,
                        place,
                        version(why),
                        run.isModern(),
                        lastRrd(),
                        dialogue.refused(),
                        dialogue.refusals(),
                        true),
                why.place());
    }

    private void unencodable(Run.Failure why, Reason.UnencodableName name, Call call, Sink sink) {
        // What cannot be printed has not been printed: the last name that is there is that of another file.
        Optional<Placed<RawName>> rrd = call == Call.SENDALL ? lastRrd() : Optional.empty();
        String octet = name.stray().map(b -> "0x" + Long.toHexString(b)).orElse("above 0x7f");
        sink.event(
                new CheckmkEvent.NameNotUtf8(
                        site, job, at, place, version(why), name.stray(), octet, name.position(), call, rrd),
                why.place());
    }

    private Optional<Placed<RawName>> lastRrd() {
        return run.isInOrder() ? run.dialogue().unanswered() : Optional.empty();
    }

    private static Optional<Version> version(Run.Failure why) {
        return why.traceback().flatMap(Traceback::version).map(Version::new);
    }

    /** omd called by mkbackup only reads the site: what it writes goes through a pipe. */
    private Optional<Side> side(Run.Failure why) {
        Optional<RawName> path = why.reason().path();
        if (path.isPresent()) {
            return Optional.of(SitePath.isInside(path.get().bytes()) ? Side.SITE : Side.TARGET);
        } else if (why.traceback().filter(Traceback::isWritingTarget).isPresent()) {
            return Optional.of(Side.TARGET);
        }
        boolean throughPipe = why.saidByOmd() && run.program() == Run.Program.MKBACKUP;
        return throughPipe ? Optional.of(Side.SITE) : Optional.empty();
    }
}
