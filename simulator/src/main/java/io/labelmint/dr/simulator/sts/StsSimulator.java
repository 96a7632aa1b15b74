package io.labelmint.dr.simulator.sts;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Seed;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Simulated AWS STS. Assuming a role leaves nothing behind, so it is not journaled; simulated clients carry no
 * credentials, so a session that has expired is seen by its expiration only.
 */
public final class StsSimulator implements Service {
    /** STS API reference, AssumeRole, DurationSeconds: 900 s to 12 h, one hour if not given. */
    private static final int DEFAULT_SECONDS = 3600;

    private static final int LEAST_SECONDS = 900;
    private static final int MOST_SECONDS = 43200;

    @Override
    public String name() {
        return "sts";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return StsClient.class;
    }

    @Override
    public void declare(Operations operations) {
        operations
                .read("GetCallerIdentity", GetCallerIdentityRequest.class, this::callerIdentity)
                .read("AssumeRole", AssumeRoleRequest.class, this::assumeRole);
    }

    @Override
    public AwsServiceException.Builder error() {
        return StsException.builder();
    }

    /** 600 requests a second per account and region; IAM user guide, "IAM and AWS STS quotas". */
    @Override
    public Rate rate(String operation) {
        return new Rate("sts", 600, 600);
    }

    @Override
    public String throttlingCode() {
        return "Throttling";
    }

    @Override
    public List<String> inventory(Instant now) {
        return List.of();
    }

    private GetCallerIdentityResponse callerIdentity(Context context, GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .account(context.account())
                .userId("AIDA" + context.seed().letters(17, "caller"))
                .arn(context.in("").arn("iam", "user/rehearsal"))
                .build();
    }

    private AssumeRoleResponse assumeRole(Context context, AssumeRoleRequest request) {
        int seconds = request.durationSeconds() == null ? DEFAULT_SECONDS : request.durationSeconds();
        Arn role = Arn.parse(request.roleArn())
                .filter(arn -> arn.service().equals("iam") && arn.resource().startsWith("role/"))
                .orElseThrow(() -> invalid(request.roleArn() + " is invalid"));
        if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
            throw invalid("1 validation error detected: Value '" + seconds + "' at 'durationSeconds' failed to satisfy"
                    + " constraint: Member must have value between " + LEAST_SECONDS + " and " + MOST_SECONDS);
        }
        String path = role.resource().substring("role/".length());
        String session = path.substring(path.lastIndexOf('/') + 1) + "/" + request.roleSessionName();
        Seed seed = context.seed();
        return AssumeRoleResponse.builder()
                .credentials(Credentials.builder()
                        .accessKeyId("ASIA" + seed.letters(16, "key", session, context.now()))
                        .secretAccessKey(seed.hex(40, "secret", session, context.now()))
                        .sessionToken(seed.hex(64, "token", session, context.now()))
                        .expiration(context.now().plusSeconds(seconds))
                        .build())
                .assumedRoleUser(AssumedRoleUser.builder()
                        .assumedRoleId("AROA" + seed.letters(17, "role", role) + ":" + request.roleSessionName())
                        .arn(new Arn("sts", "", role.account(), "assumed-role/" + session).toString())
                        .build())
                .build();
    }

    private AwsServiceException invalid(String message) {
        return AwsError.of(error(), "Sts", "ValidationError", 400, message);
    }
}
