package io.labelmint.dr.estate.yaml;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds credentials written where only references belong.
 *
 * <p>It looks through the text and not through the values, because a secret in a comment is in git all the same. Each
 * pattern is anchored on something literal and bounded, so that a hostile file costs linear time.
 */
final class Secrets {
    private record Kind(String name, Pattern pattern) {}

    private static final List<Kind> KINDS = List.of(
            kind("the address of a Slack webhook", "(?i)[\"']?(?:https?://)?hooks\\.slack\\.com/[^\\s\"']+"),
            kind("a Slack token", "[\"']?\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
            // IAM user guide, "Understanding unique ID prefixes": AKIA and ASIA begin access key ids.
            kind("an AWS access key id", "[\"']?\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            kind(
                    "an AWS secret access key",
                    "(?<![A-Za-z0-9/+=])(?=[^\\s]{0,39}[a-z])(?=[^\\s]{0,39}[A-Z])(?=[^\\s]{0,39}[0-9])"
                            + "[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])"),
            kind("a private key", "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"),
            kind("a password in an address", "[\"']?\\b[a-z][a-z0-9+.-]{1,20}://[^/\\s:@]{1,100}:[^/\\s@]{1,200}@"));

    /** Long enough and mixed enough that a person did not think of it: not refused, but never printed. */
    private static final Pattern RANDOM_LOOKING = Pattern.compile(
            "(?=[A-Za-z0-9]{0,15}[a-z])(?=[A-Za-z0-9]{0,15}[A-Z])(?=[A-Za-z0-9]{0,15}[0-9])[A-Za-z0-9]{16}");

    /** Finding a position costs a walk through the text; past this many of a kind the user has understood. */
    private static final int TOLD = 20;

    private Secrets() {}

    /** Tells of every secret in {@code text} without repeating it. */
    static void look(String text, Mistakes mistakes) {
        for (Kind kind : KINDS) {
            Matcher matcher = kind.pattern.matcher(text);
            for (int told = 0; told < TOLD && matcher.find(); told++) {
                mistakes.add(
                        Position.in(text, matcher.start()),
                        "estate.secret",
                        "Here stands what looks like " + kind.name + ", and this file is kept in git.",
                        "Revoke it, keep the new one in Jenkins, a file or the environment, and write a reference such"
                                + " as { jenkins: slack-webhook }.");
            }
        }
    }

    /** Whether {@code text} must not be repeated in a message. */
    static boolean suspects(String text) {
        return RANDOM_LOOKING.matcher(text).find()
                || KINDS.stream().anyMatch(kind -> kind.pattern.matcher(text).find());
    }

    private static Kind kind(String name, String pattern) {
        return new Kind(name, Pattern.compile(pattern));
    }
}
