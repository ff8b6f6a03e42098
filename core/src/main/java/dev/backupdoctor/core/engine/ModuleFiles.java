package dev.backupdoctor.core.engine;

import dev.backupdoctor.core.lang.SyntaxArchive;
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
    private final SyntaxArchive trees;

    ModuleFiles(DiagnosticModule module) {
        this.module = module;
        this.trees = trees(module);
    }

    /** The files in a folder such as {@code rules}, by path {@code rules/name.rule}, sorted. */
    SortedMap<String, WrittenFile> files(String folder, String ending) {
        SortedMap<String, WrittenFile> files = new TreeMap<>();
        if (hasTrees()) {
            trees.names()
                    .filter(name -> name.startsWith(folder + "/"))
                    .forEach(name ->
                            files.put(name, WrittenFile.ready(name, () -> known(name), () -> trees.find(name))));
            return files;
        }
        for (String name : names(folder)) {
            String path = folder + "/" + name;
            if (name.endsWith(ending)) {
                text(path).ifPresent(text -> files.put(path, WrittenFile.parsed(path, text)));
            }
        }
        return files;
    }

    /** True when the files were parsed when the module was built. */
    boolean hasTrees() {
        return trees.names().findAny().isPresent();
    }

    private String known(String path) {
        return text(path).orElseThrow(() -> new IllegalStateException(path + " of " + module.product() + " is gone"));
    }

    private static SyntaxArchive trees(DiagnosticModule module) {
        try (InputStream in = module.getClass().getResourceAsStream(SyntaxArchive.NAME)) {
            return in == null ? SyntaxArchive.empty() : SyntaxArchive.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SyntaxArchive.NAME + " of " + module.product(), e);
        }
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
