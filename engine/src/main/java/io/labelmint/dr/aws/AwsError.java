package io.labelmint.dr.aws;

import io.labelmint.dr.Problem;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Why a call to AWS failed, and the one thing that decides what may be done next: whether it can have had an effect.
 *
 * @param kind what to make of it
 * @param service as IAM spells it, for example {@code rds}
 * @param operation for example {@code CreateDBSnapshot}
 * @param region where it was sent
 * @param code AWS's error code, if AWS answered; {@value #NO_CREDENTIALS} if nothing was sent for want of credentials
 * @param message what AWS, or the SDK, said
 * @param requestId what AWS Support asks for
 */
public record AwsError(
        Kind kind,
        String service,
        String operation,
        String region,
        Optional<String> code,
        String message,
        Optional<String> requestId) {

    /** The code of a call that was not sent because there was nothing to sign it with. */
    public static final String NO_CREDENTIALS = "NoCredentials";

    /** The classes of failure that call for different reactions. */
    public enum Kind {
        /** AWS refused to look at the request because too many came. No effect. */
        THROTTLED(
                "aws.throttled",
                "Call again more slowly; if it persists, find out what else in the account calls this."),
        /** The caller may not do this, or AWS does not know the caller. No effect. */
        DENIED("aws.denied", "Allow the call in the role's policy, the service control policies and the key's policy."),
        /** What the call names, which for a call that makes something may be a part it needs, does not exist. No effect. */
        NOT_FOUND("aws.not-found", "Compare the name, the account and the region with what AWS shows."),
        /** What the call would make exists, or another writer was first. No effect. */
        ALREADY_EXISTS("aws.already-exists", "Look whose it is by its tags; adopt it or choose another name."),
        /** The resource is in a state that does not allow the call, and that usually passes. No effect. */
        NOT_YET("aws.not-yet", "Wait until the resource is in a state that allows the call, then go on."),
        /** AWS looked at the request and said no. No effect. */
        REJECTED("aws.rejected", "Change what AWS names in its message, then go on."),
        /** No connection came about, so nothing was sent. No effect. */
        UNREACHABLE(
                "aws.unreachable",
                "Check the network, name resolution and proxy from here to the region, and AWS Health."),
        /** No answer, or one that says that AWS does not know what happened. May have had an effect. */
        IN_DOUBT("aws.in-doubt", "Look at the resource before anything else: the call may have taken effect."),
        /** An answer that cannot be understood. May have had an effect. */
        UNREADABLE(
                "aws.unreadable",
                "Look at the resource before anything else: the call may have taken effect; then find out what changes"
                        + " the answers of AWS on their way here, a proxy perhaps, or update this program.");

        /** Answers of AWS to a read that asking again soon does not change. */
        private static final Set<Kind> LASTING = EnumSet.of(DENIED, NOT_FOUND, REJECTED, UNREADABLE);

        private final String problem;
        private final String remedy;

        Kind(String problem, String remedy) {
            this.problem = problem;
            this.remedy = remedy;
        }
    }

    /** Whether the call may have changed something although it failed. */
    public boolean mayHaveHadEffect() {
        return (kind == Kind.IN_DOUBT || kind == Kind.UNREADABLE) && !OnlyReads.withoutEffect(operation);
    }

    /** Whether {@code problem} is an answer of AWS that asking again soon does not change; silence may pass any moment. */
    public static boolean lasts(Problem problem) {
        return Kind.LASTING.stream().anyMatch(kind -> kind.problem.equals(problem.code()));
    }

    /** What {@code exception} says about the call that threw it. Whatever is not understood is in doubt. */
    public static AwsError of(SdkException exception, String service, String operation, String region) {
        Kind kind = ErrorKinds.of(exception);
        if (exception instanceof AwsServiceException answer) {
            Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
            return new AwsError(
                    kind,
                    service,
                    operation,
                    region,
                    details.map(AwsErrorDetails::errorCode).or(() -> httpStatus(answer)),
                    details.map(AwsErrorDetails::errorMessage).orElseGet(() -> said(answer)),
                    Optional.ofNullable(answer.requestId()));
        }
        Optional<String> code =
                exception instanceof CredentialsException ? Optional.of(NO_CREDENTIALS) : Optional.empty();
        return new AwsError(kind, service, operation, region, code, said(exception), Optional.empty());
    }

    private static Optional<String> httpStatus(AwsServiceException answer) {
        return answer.statusCode() > 0 ? Optional.of("HTTP " + answer.statusCode()) : Optional.empty();
    }

    private static String said(SdkException exception) {
        return Optional.ofNullable(exception.getMessage())
                .orElseGet(() -> exception.getClass().getSimpleName());
    }

    /** This error told to a person. */
    public Problem problem() {
        TreeMap<String, String> facts = new TreeMap<>();
        facts.put("service", service);
        facts.put("operation", operation);
        facts.put("region", region);
        facts.put("message", message);
        code.ifPresent(value -> facts.put("code", value));
        requestId.ifPresent(value -> facts.put("requestId", value));
        return new Problem(kind.problem, summary(), facts, remedy());
    }

    private String summary() {
        return "%s %s in %s %s%s: %s%s"
                .formatted(
                        service,
                        operation,
                        region,
                        mayHaveHadEffect() ? "is in doubt" : "failed",
                        requestId.map(id -> " (request " + id + ")").orElse(""),
                        code.map(value -> value + ": ").orElse(""),
                        sentence(message));
    }

    private String remedy() {
        if (kind == Kind.REJECTED && code.filter(ErrorKinds::isQuota).isPresent()) {
            return "Free some of what is counted, or have the quota raised in Service Quotas, then go on.";
        }
        if (kind == Kind.REJECTED && code.filter(ErrorKinds::isCapacity).isPresent()) {
            return "AWS has no room for this class here: choose another instance class or zone, then go on.";
        }
        if (kind == Kind.DENIED && code.filter(NO_CREDENTIALS::equals).isPresent()) {
            return "Give this process credentials the SDK finds by itself, and let the role declared in the estate trust them.";
        }
        if (kind == Kind.IN_DOUBT && !mayHaveHadEffect()) {
            return "Nothing was changed: read again, and look at AWS Health if it persists.";
        }
        if (kind == Kind.UNREADABLE && !mayHaveHadEffect()) {
            return "Find out what changes the answers of AWS on their way here, a proxy perhaps, or update this program.";
        }
        return kind.remedy;
    }

    private static String sentence(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }
}
