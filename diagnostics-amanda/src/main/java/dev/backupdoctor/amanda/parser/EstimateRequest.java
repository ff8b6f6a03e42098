package dev.backupdoctor.amanda.parser;

import dev.backupdoctor.amanda.event.AmandaEvent.Method;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a request for estimates asks.
 *
 * <pre>
 * GNUTAR /var 1 2005:12:3:0:41:14 1 OPTIONS |;bsd-auth;index;        one line for each DLE and level
 * &lt;dle&gt;&lt;estimate&gt;CALCSIZE &lt;/estimate&gt;&lt;disk&gt;/var&lt;/disk&gt;&lt;level&gt;0&lt;/level&gt;&lt;level&gt;1&lt;/level&gt;&lt;/dle&gt;    since 2.6.1, one for each DLE
 * </pre>
 *
 * <p>The planner multiplies etimeout with the levels of all DLEs in the request. As text it leaves out those that the
 * server guesses itself; as XML it asks for them too, and counts them (server-src/planner.c, getsize()).
 *
 * @param estimates pairs of DLE and level
 * @param measured those that the client has to measure
 * @param dles DLEs
 * @param method how
 */
record EstimateRequest(long estimates, long measured, long dles, Method method) {

    private static final Pattern DUMP_DATE = Pattern.compile("\\d{4}(?::\\d{1,2}){5}");
    private static final String DLE = "<dle>";

    /** Reads a packet; empty when it asks for no estimate. */
    static Optional<EstimateRequest> read(PacketText packet) {
        Optional<String> service = packet.after("SERVICE");
        if (service.isEmpty() || !service.get().strip().equals("sendsize")) {
            return Optional.empty();
        }
        var count = new Count();
        if (packet.body().contains(DLE)) {
            elements(packet.body(), count);
        } else {
            packet.body().lines().forEach(line -> text(line, count));
        }
        return Optional.of(new EstimateRequest(count.estimates, count.measured, count.disks.size(), count.method()));
    }

    /** What is added up over a request. */
    private static final class Count {
        long estimates;
        long measured;
        final Set<String> disks = new HashSet<>();
        final EnumSet<Method> methods = EnumSet.noneOf(Method.class);

        void add(String disk, long levels, Method method) {
            estimates += levels;
            measured += method == Method.SERVER ? 0 : levels;
            disks.add(disk);
            methods.add(method);
        }

        Method method() {
            return methods.isEmpty()
                    ? Method.CLIENT
                    : methods.size() == 1 ? methods.iterator().next() : Method.MIXED;
        }
    }

    private static void elements(String body, Count count) {
        for (int at = body.indexOf(DLE); at >= 0; ) {
            int next = body.indexOf(DLE, at + DLE.length());
            String dle = body.substring(at, next < 0 ? body.length() : next);
            long levels = 0;
            for (int level = dle.indexOf("<level>"); level >= 0; level = dle.indexOf("<level>", level + 1)) {
                levels++;
            }
            if (levels > 0) {
                count.add(element(dle, "disk"), levels, method(element(dle, "estimate")));
            }
            at = next;
        }
    }

    /** The text of the first element of this name, which may have attributes. */
    private static String element(String dle, String name) {
        int open = dle.indexOf("<" + name);
        int start = open < 0 ? -1 : dle.indexOf('>', open);
        int end = start < 0 ? -1 : dle.indexOf("</" + name + ">", start);
        return end < 0 ? "" : dle.substring(start + 1, end);
    }

    /** The first method of a list is the one that the client tries first. */
    private static Method method(String list) {
        return switch (list.strip().split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
            case "SERVER" -> Method.SERVER;
            case "CALCSIZE" -> Method.CALCSIZE;
            default -> Method.CLIENT;
        };
    }

    private static void text(String line, Count count) {
        // The date is the last word that counts; it is at most the seventh.
        List<String> words = Quoted.words(line, 8);
        int skipped = !words.isEmpty() && words.get(0).equals("CALCSIZE") ? 1 : 0;
        for (int i = skipped + 3; i < words.size(); i++) {
            if (DUMP_DATE.matcher(words.get(i)).matches()) {
                boolean calcsize = words.get(0).startsWith("CALCSIZE");
                count.add(words.get(skipped + 1), 1, calcsize ? Method.CALCSIZE : Method.CLIENT);
                return;
            }
        }
    }
}
