package io.labelmint.dr.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Public keys as text (RFC 7468), in the one form that a key has here: lines of 64 characters, ended by line feeds. */
public final class Pem {
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----\n";
    private static final String END = "-----END PUBLIC KEY-----\n";

    private Pem() {}

    /** The text of {@code key} (DER, SubjectPublicKeyInfo). */
    public static String text(byte[] key) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return BEGIN + lines.encodeToString(key) + "\n" + END;
    }

    /** The key in {@code text}, however its lines are broken; empty if there is none. */
    public static Optional<byte[]> key(String text) {
        String body = text.strip().replace("\r\n", "\n");
        if (!body.startsWith(BEGIN) || !body.endsWith(END.strip())) {
            return Optional.empty();
        }
        try {
            String base64 =
                    body.substring(BEGIN.length(), body.length() - END.strip().length());
            return Optional.of(
                    Base64.getDecoder().decode(base64.replaceAll("\\s", "").getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
