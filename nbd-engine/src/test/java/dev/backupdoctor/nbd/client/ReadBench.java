package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.Extent;
import dev.backupdoctor.nbd.Extent.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reads the data of an export into a file or nowhere, as fast as it can: {@code ReadBench URI FILE|null: [CHUNK_BYTES
 * IN_FLIGHT]}. What the time says is for {@code time} to say.
 */
final class ReadBench {
    private ReadBench() {}

    public static void main(String[] args) throws IOException {
        int chunkBytes = args.length > 2 ? Integer.parseInt(args[2]) : PipelinedReader.CHUNK_BYTES;
        int inFlight = args.length > 3 ? Integer.parseInt(args[3]) : PipelinedReader.IN_FLIGHT;
        try (Export export = Export.open(NbdUri.parse(args[0]), BlockStatus.ALLOCATION)) {
            List<Extent> data = BlockStatus.of(export).extents(BlockStatus.ALLOCATION).stream()
                    .filter(extent -> extent.state() == State.DATA)
                    .toList();
            var reader = new PipelinedReader(export, chunkBytes, inFlight, 0);
            if (args[1].equals("null:")) {
                reader.read(data, new ToNothing());
                return;
            }
            try (FileChannel file = FileChannel.open(
                    Path.of(args[1]),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                reader.read(data, new ExportIT.ToFile(file));
            }
        }
    }

    private static final class ToNothing implements PipelinedReader.Placement {
        @Override
        public void data(PipelinedReader.Chunk chunk) {
            chunk.release();
        }

        @Override
        public void hole(long offset, long length) {
            // Nothing is where it belongs already.
        }
    }
}
