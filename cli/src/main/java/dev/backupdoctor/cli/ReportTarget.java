package dev.backupdoctor.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A report that goes to a file, {@code json=out.json}. */
record ReportTarget(ReportFormat format, Path file) {

    /** Refuses what is sure to fail, before hours are spent on an analysis. */
    static final class Converter implements ITypeConverter<ReportTarget> {
        @Override
        public ReportTarget convert(String value) {
            int equals = value.indexOf('=');
            if (equals < 1 || equals == value.length() - 1) {
                throw new TypeConversionException("'" + value + "' is not FORMAT=FILE");
            }
            ReportFormat format = new Choice.OfFormat().convert(value.substring(0, equals));
            try {
                Path file = Path.of(value.substring(equals + 1));
                Path directory = file.toAbsolutePath().getParent();
                if (Files.isDirectory(file)) {
                    throw new TypeConversionException(file + " is a directory");
                } else if (directory != null && !Files.isDirectory(directory)) {
                    throw new TypeConversionException("there is no directory " + directory);
                }
                return new ReportTarget(format, file);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("'" + value.substring(equals + 1) + "' cannot be a file name");
            }
        }
    }
}
