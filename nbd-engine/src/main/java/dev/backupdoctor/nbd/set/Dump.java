package dev.backupdoctor.nbd.set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.backupdoctor.nbd.stream.MetaJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Comparator;

/** What the files of a set say about themselves, as a JSON array that looks as that of virtnbdrestore does. */
public final class Dump {
    private Dump() {}

    /**
     * Writes the heads of all streams: disk by disk, fulls first, then by checkpoint.
     *
     * @param out is flushed, not closed
     */
    public static void write(BackupSet set, OutputStream out) throws IOException {
        var indenter = new DefaultIndenter("    ", "\n");
        var printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        var order = new CheckpointOrder(set.checkpoints());
        var files = set.files().stream()
                .filter(file -> !file.raw())
                .sorted(Comparator.<DataFile, String>comparing(
                                file -> file.name().disk())
                        .thenComparing(DataFile::isWhole, Comparator.reverseOrder())
                        .thenComparing(file -> file.meta().checkpointName(), order)
                        .thenComparing(file -> file.meta().date()))
                .toList();
        try (JsonGenerator json = new JsonFactory()
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .createGenerator(out)) {
            json.setPrettyPrinter(printer);
            json.writeStartArray();
            for (DataFile file : files) {
                MetaJson.write(file.meta(), json);
            }
            json.writeEndArray();
        }
    }
}
