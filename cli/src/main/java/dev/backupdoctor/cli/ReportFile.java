package dev.backupdoctor.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that a report goes to. */
record ReportFile(Path path) {

    private static final Path SELF = Path.of("/proc/self");

    /** Whoever reads it meanwhile sees the old report or the new one; a device or a pipe is written as it is. */
    void write(String report) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            Files.writeString(path, report, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
            return;
        }
        refuseForeignLink();
        AtomicFile.write(path, report);
    }

    /** In /tmp anybody can lay a link from the name of a report to a file of root's. */
    private void refuseForeignLink() throws IOException {
        if (Files.isSymbolicLink(path)
                && !Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(SELF))) {
            throw new IOException("it is a link that belongs to "
                    + Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName() + "; name the file itself");
        }
    }
}
