package dev.backupdoctor.cli;

import dev.backupdoctor.core.baseline.BadBaseline;
import dev.backupdoctor.core.baseline.Baseline;
import dev.backupdoctor.core.baseline.BaselineText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A baseline on disk. */
record BaselineFile(Path path) {

    /** A log named by mistake is not read into memory. */
    private static final long MAX_BYTES = 16 << 20;

    boolean exists() {
        return Files.exists(path);
    }

    /** What cannot be read as a baseline is an error of usage: nothing is analysed with half of it. */
    Baseline read() throws UsageError {
        try {
            if (!Files.isRegularFile(path)) {
                throw new UsageError("there is no baseline " + path);
            } else if (Files.size(path) > MAX_BYTES) {
                throw new UsageError("baseline " + path + " is no baseline: it is larger than 16 MiB");
            }
            return BaselineText.read(Files.readString(path, StandardCharsets.UTF_8));
        } catch (BadBaseline e) {
            throw new UsageError("baseline " + path + " " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw new UsageError("baseline " + path + " is torn or no JSON: it is not UTF-8");
        } catch (IOException e) {
            throw new UsageError("baseline " + Reason.of(e));
        }
    }

    void write(Baseline baseline) throws IOException {
        AtomicFile.write(path, BaselineText.write(baseline));
    }
}
