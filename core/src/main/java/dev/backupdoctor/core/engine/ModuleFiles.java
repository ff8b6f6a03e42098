package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.spi.DiagnosticModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The format and rule files of a module: resources beside its class, in a jar or in a directory of classes. */
final class ModuleFiles {

    private final DiagnosticModule module;

    ModuleFiles(DiagnosticModule module) {
        this.module = module;
    }

    /** Texts of the files in a folder such as {@code rules}, by path {@code rules/name.rule}, sorted. */
    SortedMap<String, String> texts(String folder, String ending) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (String name : names(folder)) {
            if (name.endsWith(ending)) {
                text(folder + "/" + name).ifPresent(t -> texts.put(folder + "/" + name, t));
            }
        }
        return texts;
    }

    /** The text of one resource. */
    Optional<String> text(String path) {
        try (InputStream in = module.getClass().getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " of " + module.product(), e);
        }
    }

    private List<String> names(String folder) {
        Class<?> type = module.getClass();
        URL own = Objects.requireNonNull(type.getResource(type.getSimpleName() + ".class"));
        try {
            return own.getProtocol().equals("jar") ? inJar(own, folder) : inDirectory(type, folder);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot list " + folder + " of " + module.product(), e);
        }
    }

    private List<String> inJar(URL own, String folder) throws IOException {
        JarURLConnection connection = (JarURLConnection) own.openConnection();
        connection.setUseCaches(false);
        String prefix = module.getClass().getPackageName().replace('.', '/') + "/" + folder + "/";
        try (JarFile jar = connection.getJarFile()) {
            return jar.stream()
                    .map(java.util.zip.ZipEntry::getName)
                    .filter(n -> n.startsWith(prefix) && n.indexOf('/', prefix.length()) < 0)
                    .map(n -> n.substring(prefix.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Classes and resources may lie in different directories. */
    private static List<String> inDirectory(Class<?> type, String folder) throws IOException, URISyntaxException {
        URL url = type.getResource(folder);
        if (url == null) {
            return List.of();
        }
        URI uri = url.toURI();
        try (Stream<Path> files = Files.list(Path.of(uri))) {
            return files.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }
}
