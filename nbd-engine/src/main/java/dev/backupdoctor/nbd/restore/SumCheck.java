package dev.backupdoctor.nbd.restore;

import dev.backupdoctor.nbd.set.Chain;
import dev.backupdoctor.nbd.set.ChainException;
import dev.backupdoctor.nbd.set.DataFile;
import dev.backupdoctor.nbd.set.SetProblem;
import dev.backupdoctor.nbd.set.SetProblem.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.Adler32;

/**
 * Holds every byte of the files of a chain against the sums that were written beside them. LZ4 frames carry sums of
 * their own, which are checked where they are decoded.
 */
final class SumCheck {
    private static final int BUFFER_BYTES = 256 * 1024;

    private SumCheck() {}

    /**
     * Reads all files that have a sum.
     *
     * @throws ChainException when one does not fit
     * @throws IOException when one cannot be read
     */
    static void run(Chain chain) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
        for (DataFile file : chain.files()) {
            if (file.storedSum().isPresent()) {
                check(chain, file, buffer);
            }
        }
    }

    private static void check(Chain chain, DataFile file, ByteBuffer buffer) throws IOException {
        var sum = new Adler32();
        try (FileChannel channel = FileChannel.open(file.path())) {
            while (channel.read(buffer.clear()) >= 0) {
                sum.update(buffer.flip());
            }
        }
        long stored = file.storedSum().getAsLong();
        if (sum.getValue() != stored) {
            var place = new Place(file.fileName(), OptionalLong.empty());
            var problem = new SetProblem.WrongSum(place, stored, sum.getValue());
            throw new ChainException(
                    "cannot restore disk " + chain.disk() + ": " + place + ": " + problem.message()
                            + "; restore an earlier point with --until, and look for what damages files here",
                    List.of(problem));
        }
    }
}
