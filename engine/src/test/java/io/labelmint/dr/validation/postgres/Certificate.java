package io.labelmint.dr.validation.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate that signs itself, made by the JDK's own keytool, and its key.
 *
 * @param pem file of the certificate
 * @param key file of the key
 */
public record Certificate(Path pem, Path key) {
    /** One for {@code host} and no other name. */
    public static Certificate of(String host, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path store = folder.resolve("store.p12");
        String pass = "only-for-a-moment";
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "SAN=dns:" + host,
                        "-ext",
                        "BC=ca:true",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        pass)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, pass.toCharArray());
            Path pem = folder.resolve("server.crt");
            Path key = folder.resolve("server.key");
            write(pem, "CERTIFICATE", keys.getCertificate("server").getEncoded());
            write(key, "PRIVATE KEY", keys.getKey("server", pass.toCharArray()).getEncoded());
            // PostgreSQL does not start with a key that others may read.
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            return new Certificate(pem, key);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void write(Path file, String kind, byte[] der) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + kind
                        + "-----\n");
    }
}
