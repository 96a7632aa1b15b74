package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.SecretDescription;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;
import software.amazon.awssdk.services.secretsmanager.model.StatusType;

/**
 * Is every secret the tasks in the DR region need there, and the same as its primary? No value is ever read. Of parameters of
 * Systems Manager only the region is looked at.
 *
 * <p>Reads the DR region; for a secret that is a replica the region of its primary, too, which alone says how replication goes.
 */
public final class StandbySecrets implements ServiceCheck {
    /** Parts of the ARN of a secret; in a task definition a JSON key, a stage and a version may follow (ECS Developer Guide). */
    private static final int ARN_PARTS = 7;

    private static final int SERVICE = 2;
    private static final int REGION = 3;

    @Override
    public String id() {
        return "readiness.secrets";
    }

    @Override
    public Finding look(Estate estate, EcsService service, Observatory observatory, Instant now) {
        ServiceSide side = ServiceSide.dr(estate, service);
        Tally tally =
                new Tally(new Look(id(), service.id(), "tasks start without the primary region", Controls.CONTINUITY));
        side.defined(
                tally,
                observatory,
                (actual, definition) -> Containers.secrets(definition)
                        .forEach(secret -> judge(tally, observatory, side.region(), secret)));
        return tally.finding("Every secret of " + side.service() + " is in " + side.region() + ".");
    }

    private static void judge(Tally tally, Observatory observatory, String region, String reference) {
        String[] parts = reference.split(":", -1);
        if (!reference.startsWith("arn:")) {
            // ECS takes the name alone for a parameter of the task's own region.
            tally.fact("parameter." + reference, region);
            return;
        }
        String at = parts.length > REGION ? parts[REGION] : "";
        if (!at.equals(region)) {
            tally.wrong(
                    "Tasks in " + region + " read " + reference + ", which is in " + at + ".",
                    "Replicate it to " + region + ", and have the task definition there name the replica.");
            return;
        }
        if (parts[SERVICE].equals("secretsmanager")) {
            String arn = String.join(":", Arrays.asList(parts).subList(0, Math.min(ARN_PARTS, parts.length)));
            tally.read(
                    observatory.read(new SecretDescription(region, arn)),
                    found -> described(tally, observatory, region, arn, found));
        } else {
            tally.fact("parameter." + reference, region);
        }
    }

    private static void described(
            Tally tally, Observatory observatory, String region, String arn, Optional<DescribeSecretResponse> found) {
        if (found.isEmpty() || found.get().deletedDate() != null) {
            tally.wrong(
                    "Secret " + arn + " is " + (found.isEmpty() ? "not there." : "marked for deletion."),
                    "Replicate it to " + region + " from its region, or restore it.");
            return;
        }
        DescribeSecretResponse secret = found.get();
        String primary = secret.primaryRegion();
        tally.fact("secret." + secret.name(), primary == null ? "of " + region : "replica of " + primary);
        if (primary != null && !primary.equals(region)) {
            tally.read(
                    observatory.read(new SecretDescription(primary, secret.name())),
                    source -> inSync(tally, region, primary, secret.name(), source));
        }
    }

    private static void inSync(
            Tally tally, String region, String primary, String name, Optional<DescribeSecretResponse> source) {
        Optional<ReplicationStatusType> replica = source.stream()
                .flatMap(secret -> secret.replicationStatus().stream())
                .filter(status -> region.equals(status.region()))
                .findFirst();
        if (replica.filter(status -> status.status() == StatusType.IN_SYNC).isEmpty()) {
            tally.wrong(
                    "The replica of secret " + name + " in " + region + " is not in sync with " + primary + ": "
                            + replica.map(status -> status.statusAsString()
                                            + (status.statusMessage() == null ? "" : ", " + status.statusMessage()))
                                    .orElse("no replica is known there")
                            + ".",
                    "Retry the replication of the secret in Secrets Manager of " + primary + ".");
        }
    }
}
