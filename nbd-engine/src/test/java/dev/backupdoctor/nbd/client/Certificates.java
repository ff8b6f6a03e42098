package dev.backupdoctor.nbd.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An authority, a server and a client in one directory of PEM files, made by openssl. */
public final class Certificates {
    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes {@code ca-cert.pem}, {@code server-cert.pem}, {@code client-cert.pem} and the keys.
     *
     * @param name that the server's certificate carries; an address when it begins with a digit
     * @param clientKey options of openssl that make the key of the client; none makes an RSA key
     */
    public static Path make(Path directory, String name, String... clientKey) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var made = new Certificates(directory);
        made.openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                "ca-key.pem",
                "-out",
                "ca-cert.pem",
                "-subj",
                "/CN=authority",
                "-days",
                "2");
        String kind = Character.isDigit(name.charAt(0)) ? "IP:" : "DNS:";
        made.issue("server", "subjectAltName=" + kind + name, "-newkey", "rsa:2048");
        made.issue(
                "client",
                "extendedKeyUsage=clientAuth",
                clientKey.length > 0 ? clientKey : new String[] {"-newkey", "rsa:2048"});
        return directory;
    }

    /** Rewrites the client's RSA key as certtool writes it: PKCS#1. */
    static void useOldKeyFormat(Path directory) throws IOException, InterruptedException {
        Path key = directory.resolve("client-key.pem");
        new Certificates(directory).openssl("rsa", "-in", key.toString(), "-traditional", "-out", key.toString());
    }

    private void issue(String who, String extension, String... key) throws IOException, InterruptedException {
        Path extensions = Files.writeString(directory.resolve(who + ".ext"), extension);
        List<String> request = new ArrayList<>(List.of("req"));
        request.addAll(List.of(key));
        request.addAll(List.of("-nodes", "-keyout", who + "-key.pem", "-out", who + ".csr", "-subj", "/CN=" + who));
        openssl(request.toArray(new String[0]));
        openssl(
                "x509",
                "-req",
                "-in",
                who + ".csr",
                "-CA",
                "ca-cert.pem",
                "-CAkey",
                "ca-key.pem",
                "-CAcreateserial",
                "-out",
                who + "-cert.pem",
                "-days",
                "2",
                "-extfile",
                extensions.toString());
    }

    private void openssl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
