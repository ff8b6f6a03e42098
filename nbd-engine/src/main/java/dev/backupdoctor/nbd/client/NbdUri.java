package dev.backupdoctor.nbd.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an export is: {@code nbd://host:10809/vda}, {@code nbds://host/vda?tls-certificates=/etc/pki/qemu},
 * {@code nbd+unix:///vda?socket=/run/backup.sock}.
 *
 * <p>Format: the NBD URI specification of the NBD project. Of its parameters {@code socket}, {@code tls-certificates}
 * and {@code tls-hostname} are known; others are refused, since ignoring one could connect with less protection than
 * was asked for.
 *
 * @param address host and port, or a unix socket
 * @param export name of the export as the server knows it, decoded; empty is the server's default export
 * @param tls whether the connection must be encrypted
 * @param tlsCertificates directory with {@code ca-cert.pem}, and {@code client-cert.pem} and {@code client-key.pem}
 *     where the server asks for them; empty trusts what the Java runtime trusts
 * @param tlsHostname name that the server's certificate must carry, where it is not that of the address
 */
public record NbdUri(
        Address address, String export, boolean tls, Optional<Path> tlsCertificates, Optional<String> tlsHostname) {
    /** The port that IANA gave to NBD. */
    public static final int DEFAULT_PORT = 10_809;

    /** Longest name of an export, and longest string of the protocol at all, in bytes of UTF-8. */
    static final int MAX_STRING_BYTES = 4096;

    /** Where a server listens. */
    public sealed interface Address {}

    /**
     * A TCP port.
     *
     * @param host name or address; an IPv6 address without brackets
     * @param port 1 to 65535
     */
    public record Tcp(String host, int port) implements Address {
        /** Checks the bounds. */
        public Tcp {
            if (host.isEmpty()) {
                throw new IllegalArgumentException("an NBD URI over TCP needs a host: nbd://host/export");
            }
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port is " + port + ", must be 1 to 65535");
            }
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A unix socket. */
    public record Unix(Path socket) implements Address {
        @Override
        public String toString() {
            return socket.toString();
        }
    }

    /** Checks the export's name. */
    public NbdUri {
        if (export.getBytes(StandardCharsets.UTF_8).length > MAX_STRING_BYTES) {
            throw new IllegalArgumentException("the name of an export has at most 4096 bytes");
        }
    }

    /** An export behind a unix socket, without TLS. */
    public static NbdUri unix(Path socket, String export) {
        return new NbdUri(new Unix(socket), export, false, Optional.empty(), Optional.empty());
    }

    /** An export behind a TCP port, without TLS. */
    public static NbdUri tcp(String host, int port, String export) {
        return new NbdUri(new Tcp(host, port), export, false, Optional.empty(), Optional.empty());
    }

    /**
     * The URI that the text is.
     *
     * @throws IllegalArgumentException when it is none, with what is wrong with it
     */
    public static NbdUri parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an NBD URI: " + text + ": " + e.getReason(), e);
        }
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
        boolean tls = scheme.startsWith("nbds");
        Map<String, String> parameters = parameters(text, uri);
        Address address = switch (scheme) {
            case "nbd", "nbds" -> tcpAddress(text, uri, parameters);
            case "nbd+unix", "nbds+unix" -> unixAddress(text, parameters);
            default ->
                throw new IllegalArgumentException(
                        "not an NBD URI: " + text + ": it begins with nbd://, nbds://, nbd+unix:// or nbds+unix://");
        };
        Optional<Path> certificates =
                Optional.ofNullable(parameters.remove("tls-certificates")).map(Path::of);
        Optional<String> hostname = Optional.ofNullable(parameters.remove("tls-hostname"));
        if (!parameters.isEmpty()) {
            throw new IllegalArgumentException("unknown parameter "
                    + parameters.keySet().iterator().next() + " in " + text
                    + ": known are socket, tls-certificates and tls-hostname");
        }
        String path = Optional.ofNullable(uri.getPath()).orElse("");
        String export = path.startsWith("/") ? path.substring(1) : path;
        return new NbdUri(address, export, tls, certificates, hostname);
    }

    private static Address tcpAddress(String text, URI uri, Map<String, String> parameters) {
        if (parameters.containsKey("socket")) {
            throw new IllegalArgumentException("a socket in " + text + " needs nbd+unix:// or nbds+unix://");
        }
        String host = Optional.ofNullable(uri.getHost()).orElse("");
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return new Tcp(host, uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort());
    }

    private static Address unixAddress(String text, Map<String, String> parameters) {
        String socket = Optional.ofNullable(parameters.remove("socket")).orElse("");
        if (socket.isEmpty()) {
            throw new IllegalArgumentException("no socket in " + text + ": nbd+unix:///export?socket=/path");
        }
        return new Unix(Path.of(socket));
    }

    private static Map<String, String> parameters(String text, URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        for (String pair : query.split("[&;]", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("parameter " + pair + " in " + text + " has no value");
            }
            // A plus is a plus in a path; only forms make it a space.
            String value = URLDecoder.decode(pair.substring(equals + 1).replace("+", "%2B"), StandardCharsets.UTF_8);
            parameters.put(pair.substring(0, equals), value);
        }
        return parameters;
    }

    /** The URI as qemu, libnbd and {@link #parse} read it. */
    @Override
    public String toString() {
        String scheme = tls ? "nbds" : "nbd";
        var parameters = new StringBuilder();
        if (address instanceof Unix unix) {
            add(parameters, "socket", unix.socket().toString());
        }
        tlsCertificates.ifPresent(path -> add(parameters, "tls-certificates", path.toString()));
        tlsHostname.ifPresent(name -> add(parameters, "tls-hostname", name));
        String place = address instanceof Unix ? scheme + "+unix://" : scheme + "://" + address;
        return place + "/" + encode(export).replace("%2F", "/") + parameters;
    }

    private static void add(StringBuilder parameters, String name, String value) {
        parameters
                .append(parameters.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(encode(value).replace("%2F", "/"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
