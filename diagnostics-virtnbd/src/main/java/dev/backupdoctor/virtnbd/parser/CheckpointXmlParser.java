package dev.backupdoctor.virtnbd.parser;

import dev.backupdoctor.core.source.SourceText;
import dev.backupdoctor.core.spi.Parser;
import dev.backupdoctor.core.spi.Sink;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads XML files of libvirt: {@code checkpoints/virtnbdbackup.N.xml} and {@code vmconfig.<ident>.xml} of a backup set,
 * libvirt's own checkpoints below {@code qemu/checkpoint/}, and what virsh was told to write into a file.
 *
 * <p>Format: see {@link XmlText}.
 */
public final class CheckpointXmlParser implements Parser {

    private static final Pattern NAME = Pattern.compile("virtnbdbackup\\.\\d{1,9}\\.xml");

    /** True for the file name that virtnbdbackup gives to a checkpoint. */
    static boolean isCheckpoint(String fileName) {
        return NAME.matcher(fileName).matches();
    }

    @Override
    public void parse(SourceText source, Sink sink) {
        Claims.none(source, sink);
        boolean file = source.source().fileName().endsWith(".xml");
        XmlText.read(Excerpt.whole(source), file ? Optional.of(source.source().name()) : Optional.empty(), sink);
    }
}
