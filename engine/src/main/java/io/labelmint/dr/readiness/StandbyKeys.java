package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;

/** Are the KMS keys that data in the DR region is encrypted with enabled, and stay so? Reads the DR region only. */
public final class StandbyKeys implements Check {
    @Override
    public String id() {
        return "readiness.keys";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        NavigableSet<String> keys = new TreeSet<>();
        estate.databases().forEach(database -> keys.add(database.keys().dr()));
        estate.caches()
                .forEach(cache -> cache.restores().dr().flatMap(CachePlace::key).ifPresent(keys::add));
        List<Finding> findings = new ArrayList<>();
        keys.forEach(key -> findings.add(finding(estate.regions().dr(), key, observatory)));
        return findings;
    }

    private Finding finding(String region, String key, Observatory observatory) {
        Tally tally = new Tally(new Look(id(), key, "data in the DR region can be read", Controls.ENCRYPTION));
        tally.read(
                observatory.read(new EncryptionKey(region, key)),
                found -> found.ifPresentOrElse(
                        metadata -> judge(tally, region, key, metadata),
                        () -> tally.wrong(
                                "There is no KMS key " + key + " in " + region + ".",
                                "Correct the key in the estate file; a key that was deleted takes its data along.")));
        return tally.finding("KMS key " + key + " in " + region + " is enabled.");
    }

    private static void judge(Tally tally, String region, String key, KeyMetadata metadata) {
        tally.fact("keyState", metadata.keyStateAsString());
        tally.fact("keyArn", metadata.arn());
        if (metadata.keyState() == KeyState.PENDING_DELETION) {
            tally.wrong(
                    "KMS key " + key + " in " + region + " will be deleted"
                            + (metadata.deletionDate() == null ? "." : " on " + metadata.deletionDate() + "."),
                    "Cancel its deletion now: afterwards nobody can read what it encrypts.");
        } else if (metadata.keyState() != KeyState.ENABLED) {
            tally.wrong(
                    "KMS key " + key + " in " + region + " is " + metadata.keyStateAsString() + ".",
                    "Enable it in the KMS console of " + region + ".");
        }
    }
}
