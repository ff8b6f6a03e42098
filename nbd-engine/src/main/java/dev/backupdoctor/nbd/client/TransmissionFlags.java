package dev.backupdoctor.nbd.client;

/**
 * What an export can do.
 *
 * @param bits as on the wire, 16 of them
 */
public record TransmissionFlags(int bits) {
    private static final int READ_ONLY = 1 << 1;
    private static final int FLUSH = 1 << 2;
    private static final int FUA = 1 << 3;
    private static final int TRIM = 1 << 5;
    private static final int WRITE_ZEROES = 1 << 6;
    private static final int DF = 1 << 7;
    private static final int MULTI_CONN = 1 << 8;

    /** Writes are refused. */
    public boolean readOnly() {
        return has(READ_ONLY);
    }

    /** Written data can be made durable. */
    public boolean canFlush() {
        return has(FLUSH);
    }

    /** A single write can be made durable. */
    public boolean canFua() {
        return has(FUA);
    }

    /** Ranges can be given back. */
    public boolean canTrim() {
        return has(TRIM);
    }

    /** Zeros can be written without sending them. */
    public boolean canWriteZeroes() {
        return has(WRITE_ZEROES);
    }

    /** A read can ask for one piece. */
    public boolean canReadUnfragmented() {
        return has(DF);
    }

    /** Several connections see each other's writes. */
    public boolean canMultiConn() {
        return has(MULTI_CONN);
    }

    private boolean has(int bit) {
        return (bits & bit) != 0;
    }
}
