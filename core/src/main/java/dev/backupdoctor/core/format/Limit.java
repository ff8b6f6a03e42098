package dev.backupdoctor.core.format;

/** A limit as messages show it. */
final class Limit {

    private Limit() {}

    static String show(int bytes) {
        return bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    }
}
