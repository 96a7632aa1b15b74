package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.Secrets;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Proves that a fence holds, by trying to write: RDS says that the security groups are in force, and a heartbeat sent to
 * the instance finds no way in. Each of the two alone proves nothing: a security group may let somebody in, and a database
 * that cannot be reached from here may be reached from elsewhere.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param budget how long it may hold up what comes after it; empty if nothing may go on unproved
 * @param region where the instance is
 * @param instance its identifier
 * @param securityGroups the security groups that fence it
 * @param estate name of the estate
 * @param store id of the store
 * @param source where the instance was reached when it last wrote a heartbeat, and who wrote it
 * @param password where the password is kept
 */
@JsonTypeName("postgres-prove-fence")
public record ProveFence(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        Optional<Duration> budget,
        String region,
        String instance,
        List<String> securityGroups,
        String estate,
        String store,
        Heartbeats.Source source,
        SecretReference password)
        implements Action {
    /** What a connection that did not come about is called; see {@code validation.postgres}. */
    private static final String UNREACHABLE = "probe.unreachable";

    private static final String PROVED = "fence";

    public ProveFence {
        securityGroups = List.copyOf(securityGroups);
    }

    @Override
    public PlannedCall call() {
        return new PlannedCall(
                "postgresql",
                "TryToWrite",
                region,
                Map.of(
                        "host", source.host(),
                        "database", source.database(),
                        "user", source.user(),
                        "password", Secrets.words(password)));
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        if (inputs.accepted().get(PROVED) != null) {
            return new Progress.Done(inputs.accepted());
        }
        return observatory
                .read(new DbInstances(region))
                .fold(
                        all -> DbInstances.find(all, instance)
                                .map(found -> IsolateInstance.isIn(found, securityGroups)
                                        ? new Progress.Absent()
                                        : new Progress.Held("its security groups are not in force yet"))
                                .orElseGet(() -> new Progress.Done(Facts.of(PROVED, instance + " is not there"))),
                        unread -> Unproved.fence(unread, budget, instance));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        try {
            hands.beat(source, password, estate, store);
        } catch (ProblemException e) {
            if (e.problem().code().equals(UNREACHABLE)) {
                return Facts.of(PROVED, "nobody gets in", "triedAt", source.host());
            }
            throw e; // it answered: whoever gets so far may write
        }
        throw IsolateInstance.open(instance, region).asException();
    }
}
