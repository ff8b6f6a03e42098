package dev.backupdoctor.checkmk.parser;

import dev.backupdoctor.core.value.Place;
import dev.backupdoctor.core.value.Size;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;

/** One run of mkbackup, or of omd alone, while its lines are read. */
final class Run {

    /** Who says how the run goes. */
    enum Program {
        MKBACKUP,
        /** omd called by hand: it never says that all went well. */
        OMD,
        RESTORE
    }

    private final Program program;
    private final Place begin;
    private final String id;
    private final Optional<String> target;
    private final RrdDialogue dialogue = new RrdDialogue();
    private Optional<String> site;
    private Optional<String> job;
    private Optional<LocalDateTime> began = Optional.empty();
    private Optional<LocalDateTime> latest = Optional.empty();
    private Optional<Failure> failure = Optional.empty();
    private Optional<Completed> completed = Optional.empty();
    private boolean over;
    private boolean modern;
    private boolean inOrder = true;

    /** What the line says that only a run without fault writes. */
    record Completed(Place place, Optional<Duration> took, Optional<Size> size) {}

    /**
     * Why it failed.
     *
     * @param traceback that the reason was raised with
     * @param saidByOmd omd says so, and not mkbackup
     */
    record Failure(Place place, Reason reason, Optional<Traceback> traceback, boolean saidByOmd) {}

    /**
     * A run that begins.
     *
     * @param id what the backup is called at its target; empty when the line does not say
     */
    Run(Program program, Place begin, String id, Optional<String> target) {
        this.program = program;
        this.begin = begin;
        this.id = id;
        this.target = target;
        GlobalId named = GlobalId.of(id);
        this.site = named.site();
        this.job = named.job();
    }

    Program program() {
        return program;
    }

    Place begin() {
        return begin;
    }

    String id() {
        return id;
    }

    Optional<String> target() {
        return target;
    }

    RrdDialogue dialogue() {
        return dialogue;
    }

    Optional<String> site() {
        return site;
    }

    Optional<String> job() {
        return job;
    }

    Optional<LocalDateTime> began() {
        return began;
    }

    Optional<LocalDateTime> latest() {
        return latest;
    }

    Optional<Failure> failure() {
        return failure;
    }

    Optional<Completed> completed() {
        return completed;
    }

    /** True when something shows that the run is not going on, whatever it said. */
    boolean isOver() {
        return over;
    }

    /** True for 2.2 and later, as far as its words tell. */
    boolean isModern() {
        return modern;
    }

    /** True unless what omd wrote to its two streams got mixed up. */
    boolean isInOrder() {
        return inOrder;
    }

    /** True when it is surely one of Checkmk, and not of something else that begins alike. */
    boolean isSure() {
        return !GlobalId.of(id).equals(GlobalId.NONE) || site.isPresent();
    }

    /** True for omd called by hand when its log ends before rrdcached has answered: its errors may lie elsewhere. */
    boolean isInterrupted() {
        return program == Program.OMD && inOrder && dialogue.unanswered().isPresent();
    }

    boolean isDecided() {
        return failure.isPresent() || completed.isPresent();
    }

    void saw(LocalDateTime time) {
        began = began.isEmpty() ? Optional.of(time) : began;
        latest = Optional.of(time);
    }

    /** Names that a line gives; what is known stays. */
    void named(Optional<String> siteName, Optional<String> jobName) {
        site = site.or(() -> siteName);
        job = job.or(() -> jobName);
    }

    void sawModernWords() {
        modern = true;
    }

    void mixedUp() {
        inOrder = false;
    }

    void end() {
        over = true;
    }

    void complete(Completed how) {
        completed = Optional.of(how);
        failure = Optional.empty();
    }

    /** Of several reasons the first that names an error stays. */
    void fail(Failure why) {
        boolean better = failure.isEmpty()
                || (why.reason().isSpecific() && !failure.get().reason().isSpecific());
        failure = better ? Optional.of(why) : failure;
        why.traceback().ifPresent(t -> named(t.site(), Optional.empty()));
        why.reason().path().ifPresent(p -> named(SitePath.site(p.bytes()), Optional.empty()));
    }
}
