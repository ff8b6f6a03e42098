package dev.backupdoctor.core.value;

/** Types without parts. */
public enum Scalar implements Type {
    TEXT("text", false),
    RAW("raw name", false),
    NUMBER("number", true),
    DURATION("duration", true),
    SIZE("size", true),
    INSTANT("instant", true),
    VERSION("version", true),
    CODE("code", true),
    YES_NO("yes/no", false),
    /** Identity of a record in a source; only compared for equality. */
    PLACE("place", false),
    /** After an error, so that one slip gives one message. */
    BROKEN("?", false);

    private final String shown;
    private final boolean ordered;

    Scalar(String shown, boolean ordered) {
        this.shown = shown;
        this.ordered = ordered;
    }

    @Override
    public boolean ordered() {
        return ordered;
    }

    @Override
    public String toString() {
        return shown;
    }
}
