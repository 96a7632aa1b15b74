package io.labelmint.dr.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name under which a run appears in CloudTrail: the role session name, and the end of the user agent.
 *
 * @param value two to 64 characters of {@code [\w+=,.@-]}
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole, RoleSessionName</a>
 */
public record SessionName(String value) {
    private static final int LONGEST = 64;
    private static final int DIGEST = 8;
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_+=,.@-]{2," + LONGEST + "}");
    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9_+=,.@-]+");

    public SessionName {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("not a role session name: " + value);
        }
    }

    /**
     * The session name for a run of any name. Two runs whose names differ only in what a session name cannot show
     * still differ, by a digest at the end.
     */
    public static SessionName of(String run) {
        if (VALID.matcher(run).matches()) {
            return new SessionName(run);
        }
        String readable = FORBIDDEN.matcher(run).replaceAll("-");
        int room = LONGEST - DIGEST - 1;
        return new SessionName(readable.substring(0, Math.min(readable.length(), room)) + "-" + digest(run));
    }

    private static String digest(String run) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(run.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
