package io.labelmint.dr.aws;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/** Who this process is to AWS, found out before anything else is asked or done. */
public final class Caller {
    private Caller() {}

    /**
     * Asks STS of the DR region, which is there when the primary region is not. AWS demands no permission for this
     * (AWS STS API Reference, GetCallerIdentity). A region that does not answer is no reason to stop: what follows says
     * so itself.
     *
     * @throws io.labelmint.dr.ProblemException if there are no credentials, they are refused, or they are of another
     *     account than the estate declares
     */
    public static void require(Aws reading, Estate estate) {
        String region = estate.regions().dr();
        String account;
        try {
            account =
                    reading.client(StsClient.class, region).getCallerIdentity().account();
        } catch (SdkException e) {
            AwsError error = AwsError.of(e, "sts", "GetCallerIdentity", region);
            if (error.kind() == AwsError.Kind.DENIED) {
                throw error.problem().asException(e);
            }
            return;
        }
        if (estate.access()
                .account()
                .filter(declared -> !declared.equals(account))
                .isPresent()) {
            throw Problem.of(
                            "access.other-account",
                            "These credentials are of account " + account + ", and estate " + estate.name()
                                    + " is declared to be in "
                                    + estate.access().account().get() + ".",
                            "Use credentials of that account, or correct access.account in the estate file.")
                    .asException();
        }
    }
}
