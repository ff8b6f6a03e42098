package dev.backupdoctor.amanda.event;

import dev.backupdoctor.core.event.EventKind;
import dev.backupdoctor.core.value.Placed;
import dev.backupdoctor.core.value.Size;
import dev.backupdoctor.core.value.Version;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;

/** What the files state that are not made of single lines: configuration, packets, and what a whole run adds up to. */
public sealed interface AmandaEvent {

    /**
     * The settings of one amanda.conf that decide how long Amanda waits. Where the file does not set one, its default
     * stands here with the file as a whole as its place.
     *
     * @param name the configuration's name, which is that of the file's directory; empty when no directory is known
     * @param etimeout how long the planner waits for each estimate; negative: for all estimates of a host together
     * @param etimeoutSeconds the same as a plain number, as the file has it: what an edit replaces
     * @param etimeoutIsDefault the file does not set etimeout
     * @param dtimeout how long a dump may send nothing
     * @param ctimeout how long amcheck, and the planner's first request, wait for a host
     * @param maxdumps estimates and dumps that a host runs at a time
     * @param unusedHoldingdisk one that is defined here and that no line puts to use
     * @param includes number of other files that this one includes; they may set what is a default here
     * @param file the source, as shown
     */
    @EventKind("amanda.conf")
    record Conf(
            Optional<String> name,
            Placed<Duration> etimeout,
            Placed<Long> etimeoutSeconds,
            boolean etimeoutIsDefault,
            Placed<Duration> dtimeout,
            Placed<Duration> ctimeout,
            long maxdumps,
            Optional<Placed<String>> unusedHoldingdisk,
            long includes,
            String file)
            implements AmandaEvent {}

    /**
     * A dumptype of amanda.conf, with what it inherits from the dumptypes above it in the same file.
     *
     * @param name in lower case, as Amanda compares it
     * @param auth how the server talks to the client, in lower case; empty: Amanda's default
     * @param estimate the methods to try, in order, in lower case and parted by one blank; empty: Amanda's default
     */
    @EventKind("amanda.dumptype")
    record Dumptype(String name, Optional<Placed<String>> auth, Optional<Placed<String>> estimate)
            implements AmandaEvent {}

    /**
     * One entry of a disklist.
     *
     * @param disk its name
     * @param device what is backed up; the name when the entry gives no other
     * @param dumptype in lower case; in a block, the last one that it inherits; empty when there is none
     * @param auth set in the entry's own block
     * @param estimate set in the entry's own block, as in {@link Dumptype}
     */
    @EventKind("amanda.dle")
    record Dle(
            String host,
            String disk,
            String device,
            Optional<String> dumptype,
            Optional<Placed<String>> auth,
            Optional<Placed<String>> estimate)
            implements AmandaEvent {}

    /**
     * A request for estimates, as a client received it; a repetition of one is no further request.
     *
     * @param host the client, by the name that the server has for it
     * @param estimates pairs of DLE and level: what the planner multiplies etimeout with
     * @param measured those of them that the client has to measure; the others the server guesses itself
     * @param dles entries asked for
     * @param method how sizes are to be found
     * @param payload bytes between the fences
     * @param config the server's configuration
     */
    @EventKind("amanda.request")
    record Request(
            Optional<String> host,
            Optional<LocalDateTime> at,
            long estimates,
            long measured,
            long dles,
            Method method,
            Size payload,
            Optional<Auth> auth,
            Optional<String> config)
            implements AmandaEvent {}

    /**
     * A request for estimates, as the planner sent it, whole even where the network cut it.
     *
     * @param host empty before 3.5 for packets that do not name the client
     */
    @EventKind("amanda.planner_request")
    record PlannerRequest(
            Optional<String> host,
            Optional<LocalDateTime> at,
            long estimates,
            long measured,
            long dles,
            Method method,
            Size payload,
            Optional<Auth> auth)
            implements AmandaEvent {}

    /**
     * A request or reply. Acknowledgements are too small to matter, and are left out.
     *
     * @param host the client
     * @param seen by whom: a packet that was received may be shorter than the one that was sent
     * @param payload bytes between the fences; the headers of IP and UDP take 28 more
     * @param whole the packet ends as a packet must, as far as its receiver can tell; empty when the file itself is cut
     *     in the packet
     * @param server the server, by the name that the client resolved
     * @param service what the request asks for, or the reply answers
     */
    @EventKind("amanda.packet")
    record Packet(
            Optional<String> host,
            Optional<LocalDateTime> at,
            Direction direction,
            PacketType type,
            Seen seen,
            Optional<Auth> auth,
            Size payload,
            Optional<Boolean> whole,
            Optional<String> server,
            Optional<String> service)
            implements AmandaEvent {}

    /**
     * What a program of Amanda says of its own making.
     *
     * @param host the client; empty when the file does not name it
     * @param debugDir where the programs of this machine leave their debug files
     */
    @EventKind("amanda.build")
    record Build(Optional<String> host, Os os, Optional<Version> version, Optional<String> debugDir)
            implements AmandaEvent {}

    /**
     * One run, as its trace log tells it.
     *
     * @param took until the driver had finished; empty when it never did
     * @param plannerFinished the planner handed its schedule over
     * @param driverFinished the driver came to its end
     * @param ended the run is over, one way or the other
     * @param killed a dump was under way when its driver went away
     * @param dles entries that the run set out to back up
     * @param missing those of them that the log has no outcome for
     */
    @EventKind("amanda.run")
    record Run(
            Optional<Duration> took,
            boolean plannerFinished,
            boolean driverFinished,
            boolean ended,
            boolean killed,
            long dles,
            long missing)
            implements AmandaEvent {}

    /**
     * A run that is over although a program of it never came to its end.
     *
     * @param program the one that went away
     */
    @EventKind("amanda.run_died")
    record RunDied(Program program) implements AmandaEvent {}

    /** A DLE that a run set out to back up, and that has no outcome although the run is over. */
    @EventKind("amanda.results_missing")
    record ResultsMissing(String host, String disk) implements AmandaEvent {}

    /**
     * What a dump program said that Amanda did not know to be harmless.
     *
     * @param outcome of the dump
     * @param text one line
     */
    @EventKind("amanda.complaint")
    record Complaint(String host, String disk, Outcome outcome, String text) implements AmandaEvent {}

    /** How a dump ended that had complaints. */
    enum Outcome {
        /** The backup is kept. */
        STRANGE,
        /** There is no backup. */
        FAIL
    }

    /** How a client finds the size of a dump. */
    enum Method {
        /** Runs the dump program and throws its output away. */
        CLIENT,
        /** Adds up file sizes. */
        CALCSIZE,
        /** The server guesses from earlier runs. */
        SERVER,
        /** Not the same for all DLEs of the request. */
        MIXED
    }

    /** How packets travel. The first two use UDP for requests and replies, all others a stream. */
    enum Auth {
        BSD,
        BSDUDP,
        BSDTCP,
        KRB4,
        KRB5,
        LOCAL,
        RSH,
        SSH,
        SSL
    }

    /** The way of a packet. */
    enum Direction {
        REQUEST,
        REPLY
    }

    /** What a packet is. */
    enum PacketType {
        REQ,
        /** A part of the answer; more follows. */
        PREP,
        /** The answer. */
        REP,
        /** A refusal. */
        NAK
    }

    /** What a run consists of. */
    enum Program {
        PLANNER,
        DRIVER
    }

    /** The side that logged a packet. */
    enum Seen {
        SENT,
        RECEIVED
    }

    /** Operating systems, as far as their limits differ. */
    enum Os {
        LINUX,
        FREEBSD,
        MACOS,
        NETBSD,
        OPENBSD,
        SOLARIS,
        AIX,
        OTHER
    }
}
