package io.labelmint.dr.aws;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/** Who this process is to AWS, found out before anything else is asked or done. */
public final class Caller {
    private static final Pattern SESSION = Pattern.compile("(arn:aws[a-z-]*:sts::[0-9]{12}:assumed-role/)([^/]+)/.*");

    /**
     * Roles that IAM Identity Center manages, and lets the users assigned to them assume and nobody else; it names the
     * session after the user (IAM Identity Center user guide, "IAM roles created by IAM Identity Center").
     */
    private static final String OF_IDENTITY_CENTER = "AWSReservedSSO_";

    private Caller() {}

    /**
     * Who this process is, as far as AWS itself vouches for it: the ARN of a user, of a session of IAM Identity Center, or
     * of a role. Of any other role whoever assumes it chooses the name of the session (AWS STS API Reference, AssumeRole,
     * RoleSessionName), so all of its sessions are one.
     *
     * @throws io.labelmint.dr.ProblemException if STS of the DR region does not say: then nobody knows who it is
     */
    public static String identity(Aws reading, Estate estate) {
        String region = estate.regions().dr();
        try {
            return known(
                    reading.client(StsClient.class, region).getCallerIdentity().arn());
        } catch (SdkException e) {
            throw AwsError.of(e, "sts", "GetCallerIdentity", region).problem().asException(e);
        }
    }

    static String known(String arn) {
        Matcher session = SESSION.matcher(arn);
        return session.matches() && !session.group(2).startsWith(OF_IDENTITY_CENTER)
                ? session.group(1) + session.group(2)
                : arn;
    }

    /**
     * Asks STS of the DR region, which is there when the primary region is not. A region that does not answer is no reason
     * to stop: what follows says so itself.
     *
     * @throws io.labelmint.dr.ProblemException if there are no credentials, they are refused, or they are of another
     *     account than the estate declares
     */
    public static void require(Aws reading, Estate estate) {
        Optional<String> account = account(reading, estate.regions().dr());
        if (account.isPresent()
                && estate.access()
                        .account()
                        .filter(declared -> !declared.equals(account.get()))
                        .isPresent()) {
            throw Problem.of(
                            "access.other-account",
                            "These credentials are of account " + account.get() + ", and estate " + estate.name()
                                    + " is declared to be in "
                                    + estate.access().account().get() + ".",
                            "Use credentials of that account, or correct access.account in the estate file.")
                    .asException();
        }
    }

    /**
     * The account of these credentials, asked of STS in {@code region}; empty if it does not answer. AWS demands no permission
     * for this (AWS STS API Reference, GetCallerIdentity).
     *
     * @throws io.labelmint.dr.ProblemException if there are no credentials, or they are refused
     */
    public static Optional<String> account(Aws reading, String region) {
        try {
            return Optional.of(
                    reading.client(StsClient.class, region).getCallerIdentity().account());
        } catch (SdkException e) {
            AwsError error = AwsError.of(e, "sts", "GetCallerIdentity", region);
            if (error.kind() == AwsError.Kind.DENIED) {
                throw error.problem().asException(e);
            }
            return Optional.empty();
        }
    }
}
