package dev.backupdoctor.nbd.set;

import dev.backupdoctor.nbd.set.SetProblem.NoSum;
import dev.backupdoctor.nbd.set.SetProblem.Place;
import dev.backupdoctor.nbd.set.SetProblem.Torn;
import dev.backupdoctor.nbd.set.SetProblem.Unreadable;
import dev.backupdoctor.nbd.set.SetProblem.WrongSum;
import dev.backupdoctor.nbd.set.SetProblem.ZeroFramesInIncrement;
import dev.backupdoctor.nbd.stream.Lz4FrameReader;
import dev.backupdoctor.nbd.stream.StreamException;
import dev.backupdoctor.nbd.stream.StreamException.Fault;
import dev.backupdoctor.nbd.stream.StreamIndex;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Reads every byte of one data file: its heads, the sums of its LZ4 frames, and the sum of the file. */
final class FileVerification {
    private static final int BUFFER_BYTES = 1 << 20;

    private final DataFile file;
    private final LongConsumer progress;
    private final List<SetProblem> problems = new ArrayList<>();
    private int dataFrames;
    private long bytesRead;
    private long sum;
    private long told;

    FileVerification(DataFile file, LongConsumer progress) {
        this.file = file;
        this.progress = progress;
    }

    VerifiedFile run() {
        try (FileChannel channel = FileChannel.open(file.path())) {
            var in = new SummingInput(channel, BUFFER_BYTES);
            try {
                readAll(channel, in);
            } finally {
                bytesRead = in.position();
                sum = in.sum();
            }
            checkSum();
        } catch (StreamException e) {
            problems.add(Torn.of(file.fileName(), e));
        } catch (IOException e) {
            problems.add(new Unreadable(Place.of(file), e.toString()));
        }
        return new VerifiedFile(file, bytesRead, dataFrames, sum, problems);
    }

    private void readAll(FileChannel channel, SummingInput in) throws IOException {
        if (!file.raw()) {
            StreamIndex index = StreamIndex.read(channel);
            dataFrames = index.dataFrames();
            checkZeros(index);
            if (index.meta().isCompressed()) {
                decodeAll(index, in);
            }
        }
        while (in.position() < file.bytes()) {
            long next = Math.min(in.position() + BUFFER_BYTES, file.bytes());
            in.skipTo(next);
            if (in.position() < next) {
                throw new StreamException(Fault.CUT, in.position(), "the file became shorter while it was read");
            }
            tell(in.position());
        }
    }

    private void tell(long position) {
        progress.accept(position - told);
        told = position;
    }

    private void decodeAll(StreamIndex index, SummingInput in) throws IOException {
        for (int frame = 0; frame < index.frames(); frame++) {
            if (!index.isZero(frame)) {
                in.skipTo(index.payloadAt(frame));
                decode(index, frame, in);
                tell(in.position());
            }
        }
    }

    private static void decode(StreamIndex index, int frame, SummingInput in) throws IOException {
        long left = index.length(frame);
        for (int piece = 0; piece < index.pieces(frame); piece++) {
            long at = in.position();
            var reader = new Lz4FrameReader(in, at);
            long content =
                    index.pieces(frame) == 1 ? left : reader.contentBytes().orElse(-1);
            if (content < 0 || content > left) {
                throw new StreamException(
                        Fault.BAD_LZ4, at, "the LZ4 frame holds " + content + " bytes, the data frame has " + left);
            }
            reader.readAll(content, (bytes, offset, length) -> {});
            if (in.position() != at + index.pieceBytes(frame, piece)) {
                throw new StreamException(
                        Fault.BAD_TRAILER,
                        at,
                        "the LZ4 frame has " + (in.position() - at) + " bytes, listed are "
                                + index.pieceBytes(frame, piece));
            }
            left -= content;
        }
        if (left != 0) {
            throw new StreamException(
                    Fault.BAD_LZ4, in.position(), "the LZ4 frames of the data frame hold " + left + " bytes too few");
        }
    }

    private void checkZeros(StreamIndex index) {
        long zeros = 0;
        for (int frame = 0; index.meta().incremental() && frame < index.frames(); frame++) {
            zeros += index.isZero(frame) ? index.length(frame) : 0;
        }
        if (zeros > 0) {
            problems.add(new ZeroFramesInIncrement(Place.of(file), zeros));
        }
    }

    private void checkSum() {
        if (file.storedSum().isPresent()) {
            long stored = file.storedSum().getAsLong();
            if (stored != sum) {
                problems.add(new WrongSum(Place.of(file), stored, sum));
            }
        } else if (!file.canBeProved()) {
            problems.add(new NoSum(Place.of(file), !file.raw() && file.meta().isCompressed()));
        }
    }
}
