package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.nio.ByteBuffer;

/**
 * The first phase: both sides say what they speak.
 *
 * <pre>
 * server: 4e42444d41474943 ("NBDMAGIC")  49484156454f5054 ("IHAVEOPT")  2 bytes of flags
 * client: 4 bytes of flags
 * </pre>
 *
 * @param withoutZeroes whether 124 zero bytes are left out after the answer to EXPORT_NAME
 */
record Greeting(boolean withoutZeroes) {
    static final long MAGIC = 0x4e42_444d_4147_4943L;
    static final long OPTION_MAGIC = 0x4948_4156_454f_5054L;
    private static final long OLD_STYLE_MAGIC = 0x0000_4202_8186_1253L;
    private static final int FIXED_NEWSTYLE = 1;
    private static final int NO_ZEROES = 2;

    /** Reads the server's and answers it. */
    static Greeting exchange(Wire wire) throws NbdException {
        long magic = wire.readLong();
        if (magic != MAGIC) {
            throw wire.violation("%016x as its first bytes, which is no NBD".formatted(magic));
        }
        long style = wire.readLong();
        if (style == OLD_STYLE_MAGIC) {
            throw wire.die(new NbdException("cannot talk to " + wire.uri()
                    + ": the server speaks the old style, which knows no export names; use a newer server"));
        }
        if (style != OPTION_MAGIC) {
            throw wire.violation("%016x where it names its style".formatted(style));
        }
        int offered = wire.readShort() & 0xffff;
        if ((offered & FIXED_NEWSTYLE) == 0) {
            throw wire.die(new NbdException("cannot talk to " + wire.uri()
                    + ": the server speaks the unfixed new style, which cannot refuse; use a newer server"));
        }
        // Only what was offered: a server hangs up on a flag that it does not know.
        int flags = offered & (FIXED_NEWSTYLE | NO_ZEROES);
        wire.write(ByteBuffer.allocate(Integer.BYTES).putInt(flags).flip());
        return new Greeting((flags & NO_ZEROES) != 0);
    }
}
