package dev.backupdoctor.nbd.client;

import dev.backupdoctor.nbd.NbdException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * X.509 certificates as qemu, libvirt and libnbd keep them: a directory with {@code ca-cert.pem} and, where the server
 * asks who we are, {@code client-cert.pem} and {@code client-key.pem}.
 *
 * <p>Keys: PKCS#8 ({@code BEGIN PRIVATE KEY}) and, as certtool writes them, PKCS#1 ({@code BEGIN RSA PRIVATE KEY}).
 */
final class TlsCertificates {
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (?<kind>[A-Z ]*PRIVATE KEY)-----(?<body>[A-Za-z0-9+/=\\s]*)-----END [A-Z ]*PRIVATE KEY-----");
    private static final char[] IN_MEMORY = "in memory".toCharArray();

    /** AlgorithmIdentifier of rsaEncryption, as it stands in PKCS#8 in front of a PKCS#1 key. */
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private TlsCertificates() {}

    /**
     * A context that trusts what the directory says, and answers with its client certificate.
     *
     * @param directory empty for what the Java runtime trusts
     */
    static SSLContext context(Optional<Path> directory) throws NbdException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            if (directory.isEmpty()) {
                context.init(null, null, null);
                return context;
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities(directory.get().resolve("ca-cert.pem")));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity(directory.get()), IN_MEMORY);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new NbdException(
                    "no TLS certificates from " + directory.map(Path::toString).orElse("the Java runtime") + ": "
                            + e.getMessage() + "; needed are ca-cert.pem and, for servers that ask, client-cert.pem"
                            + " and client-key.pem",
                    e);
        }
    }

    private static KeyStore authorities(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int count = 0;
        for (Certificate certificate : certificates(file)) {
            store.setCertificateEntry("ca" + count, certificate);
            count++;
        }
        return store;
    }

    private static KeyStore identity(Path directory) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        Path certificate = directory.resolve("client-cert.pem");
        Path key = directory.resolve("client-key.pem");
        if (Files.exists(certificate) || Files.exists(key)) {
            Certificate[] chain = certificates(certificate).toArray(new Certificate[0]);
            store.setKeyEntry("client", privateKey(key), IN_MEMORY, chain);
        }
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws GeneralSecurityException, IOException {
        // certtool writes a description in front of each; the factory skips it only where nothing looks like DER.
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int begin = text.indexOf("-----BEGIN CERTIFICATE-----");
        if (begin < 0) {
            throw new IllegalArgumentException(file + " holds no certificate");
        }
        byte[] pem = text.substring(begin).getBytes(StandardCharsets.ISO_8859_1);
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
        Matcher matcher = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new IllegalArgumentException(file + " holds no private key without a password");
        }
        byte[] body = Base64.getMimeDecoder().decode(matcher.group("body"));
        byte[] pkcs8 = switch (matcher.group("kind")) {
            case "PRIVATE KEY" -> body;
            case "RSA PRIVATE KEY" -> wrapRsa(body);
            default ->
                throw new IllegalArgumentException(file + " holds a " + matcher.group("kind")
                        + "; convert it: openssl pkcs8 -topk8 -nocrypt -in client-key.pem -out key.pem");
        };
        // Only the key itself says of which kind it is.
        var unknown = new IllegalArgumentException(file + " holds a key that is neither RSA nor EC nor EdDSA");
        for (String algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                unknown.addSuppressed(e);
            }
        }
        throw unknown;
    }

    /** PKCS#8 is: SEQUENCE { INTEGER 0, AlgorithmIdentifier, OCTET STRING { the PKCS#1 key } }. */
    private static byte[] wrapRsa(byte[] pkcs1) {
        var inner = new ByteArrayOutputStream();
        inner.writeBytes(new byte[] {0x02, 0x01, 0x00});
        inner.writeBytes(RSA_ALGORITHM);
        inner.writeBytes(der(0x04, pkcs1));
        return der(0x30, inner.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }
}
