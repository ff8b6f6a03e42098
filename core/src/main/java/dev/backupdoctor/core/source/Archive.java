package dev.backupdoctor.core.source;

import dev.backupdoctor.core.source.Contents.Content;
import java.io.IOException;
import java.util.Optional;

/** Kinds of archives, told by their first bytes. */
enum Archive {

    /** Any tar, also the old ones without magic: the checksum of the first header tells. */
    TAR {
        @Override
        boolean begins(byte[] head) {
            return head.length >= HEADER && checksum(head) == storedChecksum(head);
        }

        @Override
        void walk(Content archive, Contents contents) throws IOException {
            new TarMembers(archive, contents).walk();
        }
    },

    /** Zip and its relatives; also an empty one, and one that was split or written as a stream. */
    ZIP {
        @Override
        boolean begins(byte[] head) {
            boolean zip = head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[3] == head[2] + 1;
            return zip && (head[2] == 3 || head[2] == 5 || head[2] == 7);
        }

        @Override
        void walk(Content archive, Contents contents) throws IOException {
            new ZipMembers(archive, contents).walk();
        }
    };

    private static final int HEADER = 512;
    private static final int CHECKSUM_FROM = 148;
    private static final int CHECKSUM_TO = 156;

    /** The kind of archive that begins so; empty if it is none that is known. */
    static Optional<Archive> of(byte[] head) {
        return ZIP.begins(head) ? Optional.of(ZIP) : TAR.begins(head) ? Optional.of(TAR) : Optional.empty();
    }

    abstract boolean begins(byte[] head);

    /** Reads all members, in the archive's order. */
    abstract void walk(Content archive, Contents contents) throws IOException;

    static String tooMany(Budget budget) {
        return "has more than " + budget.limits().members() + " members: the rest is not read";
    }

    /** The sum of the header's bytes, with its own field taken for blanks. */
    private static int checksum(byte[] head) {
        int sum = 0;
        for (int i = 0; i < HEADER; i++) {
            sum += i >= CHECKSUM_FROM && i < CHECKSUM_TO ? ' ' : head[i] & 0xff;
        }
        return sum;
    }

    /** The sum as written, in octal digits; -1 when it is none. */
    private static int storedChecksum(byte[] head) {
        int sum = -1;
        for (int i = CHECKSUM_FROM; i < CHECKSUM_TO; i++) {
            if (head[i] >= '0' && head[i] <= '7') {
                sum = Math.max(0, sum) * 8 + head[i] - '0';
            } else if (head[i] != ' ' && head[i] != 0) {
                return -1;
            } else if (sum >= 0) {
                return sum;
            }
        }
        return sum;
    }
}
