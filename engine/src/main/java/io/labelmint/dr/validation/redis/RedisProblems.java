package io.labelmint.dr.validation.redis;

import io.labelmint.dr.Problem;
import io.labelmint.dr.validation.CacheAddress;
import java.time.Duration;
import java.util.Set;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Errors of Redis as problems. The first word of an error is its kind (Redis documentation, "Redis serialization protocol
 * specification", "Simple errors"); the rest may repeat keys and arguments, and is left behind with the cause.
 */
final class RedisProblems {
    private static final Set<String> DENIED = Set.of("NOAUTH", "WRONGPASS", "NOPERM");

    private RedisProblems() {}

    /** Why nobody was let in. */
    static Problem connecting(JedisException e, CacheAddress address, String host, int port) {
        String place = host + ":" + port;
        String user = address.user().orElse("the default user");
        Problem problem;
        if (DENIED.contains(kind(e))) {
            problem = Problem.of(
                    "probe.denied",
                    "The server at " + place + " does not let " + user + " in.",
                    "See that the user group of the copy has the user, with the password the estate names.");
        } else if (isTrust(e)) {
            problem = Problem.of(
                    "probe.not-trusted",
                    "The server at " + place
                            + " did not prove who it is: its certificate is not trusted or names another" + " host.",
                    "Connect by the name ElastiCache gave the group, and give validation.caBundle its authorities.");
        } else if (e instanceof JedisConnectionException) {
            problem = Problem.of(
                    "probe.unreachable",
                    "No connection to " + place + " came about.",
                    "See that the group is available, that it speaks TLS if the estate says so, and that its security"
                            + " group admits this machine to its port.");
        } else {
            problem = Problem.of(
                    "probe.not-ready",
                    "The server at " + place + " does not take connections now.",
                    "Validate again when it has loaded its data.");
        }
        return problem.with("error", kind(e)).with("host", host);
    }

    /** Why a question was not answered. */
    static Problem asking(JedisException e, String question) {
        Problem problem;
        if (isTrust(e)) {
            // Found out by the first question, because hands are shaken then.
            problem = Problem.of(
                    "probe.not-trusted",
                    "The server did not prove who it is: its certificate is not trusted or names another host.",
                    "Connect by the name ElastiCache gave the group, and give validation.caBundle its authorities.");
        } else if (DENIED.contains(kind(e))) {
            problem = Problem.of(
                    "probe.not-permitted",
                    "The user may not ask for " + question + ".",
                    "Give it the permission; docs/validation.md has the rules of such a user.");
        } else if (e instanceof JedisConnectionException) {
            problem = Problem.of(
                    "probe.connection-lost",
                    "The connection broke while it was asked for " + question + ".",
                    "See the events of the group, and validate again.");
        } else {
            problem = Problem.of(
                    "probe.not-answered",
                    "Redis did not answer " + question + ": " + kind(e) + ".",
                    "Ask it by hand; WRONGTYPE means that the key is of another type than the command.");
        }
        return problem.with("error", kind(e));
    }

    static Problem timeLimit(String question, Duration limit) {
        return Problem.of(
                        "probe.time-limit",
                        "The time for validation was over before " + question + " was answered.",
                        "Write a longer validation.timeLimit.")
                .with("timeLimitSeconds", limit.toSeconds());
    }

    /** The word an error begins with; of what is no answer of a server, the class. */
    private static String kind(JedisException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        String first = message.split(" ", 2)[0];
        return first.matches("[A-Z]{2,20}") ? first : e.getClass().getSimpleName();
    }

    private static boolean isTrust(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof javax.net.ssl.SSLHandshakeException
                    || cause instanceof java.security.GeneralSecurityException) {
                return true;
            }
        }
        return false;
    }
}
