package dev.backupdoctor.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a file so that whoever reads it meanwhile, or after a crash, sees it old or new, never half. */
final class AtomicFile {

    private AtomicFile() {}

    /** A link goes on pointing to its file; a file that is there keeps its permissions. */
    static void write(Path file, String text) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path beside = real.resolveSibling(
                real.getFileName() + "." + ProcessHandle.current().pid() + ".new");
        try {
            try (FileChannel out = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            if (Files.exists(real)) {
                Files.setPosixFilePermissions(beside, Files.getPosixFilePermissions(real));
            }
            Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
