package io.labelmint.dr.observatory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A part of what a bucket had at a moment: the keys after the part before it, up to one. Versions do not change, so
 * reading it again gives the same hash, unless somebody removed a version.
 *
 * @param upTo its last key
 * @param objects how many of its keys existed at the moment
 * @param bytes their size
 * @param sha256 over key, version, ETag and size of each, lower-case hex
 */
public record KeyRange(String upTo, long objects, long bytes, String sha256) {

    /** What {@code keys} have at their moment. */
    public static KeyRange of(String upTo, List<KeyAt> keys) {
        MessageDigest digest = digest();
        long objects = 0;
        long bytes = 0;
        for (KeyAt key : keys) {
            if (key.then().isPresent()) {
                ObjectEntry then = key.then().get();
                for (String part : List.of(key.key(), then.versionId(), then.etag(), Long.toString(then.size()))) {
                    byte[] text = part.getBytes(StandardCharsets.UTF_8);
                    // With its length, so that no key can be made to look like another and its version.
                    digest.update((text.length + ":").getBytes(StandardCharsets.US_ASCII));
                    digest.update(text);
                }
                objects++;
                bytes += then.size();
            }
        }
        return new KeyRange(upTo, objects, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must support SHA-256", e);
        }
    }
}
