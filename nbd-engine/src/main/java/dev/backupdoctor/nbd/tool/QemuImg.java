package dev.backupdoctor.nbd.tool;

import dev.backupdoctor.nbd.NbdException;
import dev.backupdoctor.nbd.tool.Tool.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** qemu-img: makes, describes, converts and compares images. */
public final class QemuImg {
    private static final int EXIT_DIFFERENT = 1;

    private final Tool tool;

    private QemuImg(Tool tool) {
        this.tool = tool;
    }

    /**
     * The installed qemu-img.
     *
     * @throws NbdException when there is none
     */
    public static QemuImg installed() throws NbdException {
        return new QemuImg(Tool.find("qemu-img"));
    }

    /**
     * What an image is and where.
     *
     * @param place an absolute path, or an NBD URI
     * @param format never left to a guess: a guest can write a header of another format into a raw image
     */
    public record Image(String place, String format) {
        /** An image in a file. */
        public static Image file(Path file, String format) {
            return new Image(Tool.file(file), format);
        }
    }

    /**
     * Makes an empty image.
     *
     * @param size bytes
     * @param options of the format, such as {@code cluster_size}, in the order they are given
     */
    public void create(Image image, long size, Map<String, String> options) throws NbdException {
        List<String> arguments =
                new ArrayList<>(List.of("create", "-q", "-f", checked(image).format()));
        arguments.addAll(formatOptions(options));
        arguments.addAll(List.of("--", image.place(), Long.toString(size)));
        tool.output(arguments);
    }

    /** Makes an empty image that reads as another wherever nothing was written into it. */
    public void createOver(Image image, Image backing) throws NbdException {
        tool.output(List.of(
                "create",
                "-q",
                "-f",
                checked(image).format(),
                "-b",
                checked(backing).place(),
                "-F",
                backing.format(),
                "--",
                image.place()));
    }

    /** What {@code qemu-img info --output=json} says of an image that may be in use. */
    public String info(Image image) throws NbdException {
        return tool.output(
                List.of("info", "--output=json", "-U", "-f", checked(image).format(), "--", image.place()));
    }

    /** What {@code qemu-img map --output=json} says of an image that may be in use. */
    public String map(Image image) throws NbdException {
        return tool.output(
                List.of("map", "--output=json", "-U", "-f", checked(image).format(), "--", image.place()));
    }

    /**
     * Copies the content of one image into a new one.
     *
     * @param options of the target's format
     */
    public void convert(Image source, Image target, Map<String, String> options) throws NbdException {
        convert(source, target, options, "-W");
    }

    /** As {@link #convert}, with compressed clusters. */
    public void compress(Image source, Image target, Map<String, String> options) throws NbdException {
        convert(source, target, options, "-c");
    }

    private void convert(Image source, Image target, Map<String, String> options, String how) throws NbdException {
        List<String> arguments = new ArrayList<>(List.of(
                "convert",
                "-q",
                how,
                "-f",
                checked(source).format(),
                "-O",
                checked(target).format()));
        arguments.addAll(formatOptions(options));
        arguments.addAll(List.of("--", source.place(), target.place()));
        tool.output(arguments);
    }

    /** Whether two images read the same; one that is longer must be zero from there on. */
    public boolean compare(Image first, Image second) throws NbdException {
        List<String> arguments = List.of(
                "compare",
                "-q",
                "-f",
                checked(first).format(),
                "-F",
                checked(second).format(),
                "--",
                first.place(),
                second.place());
        Outcome outcome = tool.run(arguments);
        if (outcome.exit() != 0 && outcome.exit() != EXIT_DIFFERENT) {
            throw tool.failed(arguments, outcome);
        }
        return outcome.exit() == 0;
    }

    private static Image checked(Image image) throws NbdException {
        Tool.value("image", image.place());
        Tool.value("format", image.format());
        return image;
    }

    private static List<String> formatOptions(Map<String, String> options) {
        List<String> arguments = new ArrayList<>();
        // One -o each; within a value a comma would begin the next option.
        options.forEach((name, value) -> arguments.addAll(List.of("-o", name + "=" + value.replace(",", ",,"))));
        return arguments;
    }
}
