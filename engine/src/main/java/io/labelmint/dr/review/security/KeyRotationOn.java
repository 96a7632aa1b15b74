package io.labelmint.dr.review.security;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.KeyRotation;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.OriginType;

/**
 * Is each KMS key that data, backups and evidence rest on enabled, to stay so, and does its material change by itself?
 *
 * <p>KMS rotates by itself only symmetric keys for encryption whose material it made. It rotates those AWS manages every
 * year, which nobody can change; those of customers where that is switched on. Asymmetric keys, which evidence is signed
 * with, cannot be rotated: they are replaced, and nothing is asked of them. Imported material and that of custom key stores
 * does not change by itself either, and what it encrypts would have to, so such a key is red (AWS KMS Developer Guide,
 * "Rotate AWS KMS keys"; API Reference, EnableKeyRotation).
 */
public final class KeyRotationOn implements Check {
    @Override
    public String id() {
        return "security.key-rotation";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        KeysInUse inUse = KeysInUse.of(estate, observatory);
        List<Finding> findings = new ArrayList<>();
        Map<String, KeyMetadata> known = new LinkedHashMap<>();
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        inUse.keys().forEach((name, by) -> {
            Reading<Optional<KeyMetadata>> reading = observatory.read(new EncryptionKey(name.region(), name.key()));
            Look look = look(name.key() + " in " + name.region());
            if (reading instanceof Reading.Unseen<Optional<KeyMetadata>> unseen) {
                findings.add(look.notTested(unseen.problem(), Facts.of("usedBy", used(by))));
            } else if (reading instanceof Reading.Seen<Optional<KeyMetadata>> seen) {
                seen.value()
                        .ifPresentOrElse(
                                key -> {
                                    known.put(key.arn(), key);
                                    uses.computeIfAbsent(key.arn(), none -> new TreeSet<>())
                                            .addAll(by);
                                },
                                () -> findings.add(missing(look, name, by)));
            }
        });
        known.forEach((arn, key) -> findings.add(judge(key, uses.get(arn), observatory)));
        inUse.unread().forEach((what, problem) -> findings.add(look(what).notTested(problem)));
        return findings;
    }

    private Look look(String subject) {
        return new Look(id(), subject, "keys last and are rotated", Controls.ENCRYPTION);
    }

    private static Finding missing(Look look, KeysInUse.Name name, Set<String> by) {
        return look.failed(
                "There is no KMS key " + name.key() + " in " + name.region() + ", which " + used(by) + " rests on.",
                "Correct the key in the estate file; a key that was deleted takes its data along.",
                Facts.of("usedBy", used(by)));
    }

    private Finding judge(KeyMetadata key, Set<String> by, Observatory observatory) {
        Tally tally = new Tally(look(key.arn()));
        tally.fact("usedBy", used(by));
        tally.fact("manager", key.keyManagerAsString());
        tally.fact("state", key.keyStateAsString());
        tally.fact("origin", key.originAsString());
        tally.fact("spec", key.keySpecAsString());
        tally.fact("materialEnds", key.validTo());
        String name = "KMS key " + key.arn();
        if (key.keyState() == KeyState.PENDING_DELETION || key.keyState() == KeyState.PENDING_REPLICA_DELETION) {
            tally.wrong(
                    name + " will be deleted"
                            + (key.deletionDate() == null ? ", and " : " on " + key.deletionDate() + ", and ")
                            + used(by)
                            + " with it.",
                    "Cancel its deletion now: afterwards nobody can read what it encrypts.");
        } else if (key.keyState() != KeyState.ENABLED) {
            tally.wrong(
                    name + " is " + key.keyStateAsString() + ", and " + used(by) + " rests on it.",
                    "Enable it in the KMS console of its region.");
        }
        return tally.finding(rotation(tally, name, key, observatory));
    }

    /** What is said of its rotation if nothing is wrong. */
    private static String rotation(Tally tally, String name, KeyMetadata key, Observatory observatory) {
        if (key.keyManager() == KeyManagerType.AWS) {
            tally.fact("rotates", "every year, by AWS");
            return name + " is managed by AWS, which rotates it every year.";
        }
        if (key.keySpec() != null && key.keySpec() != KeySpec.SYMMETRIC_DEFAULT) {
            tally.fact("rotates", "cannot");
            return name + " is of spec " + key.keySpecAsString() + ": such keys are replaced, not rotated.";
        }
        if (key.origin() != null && key.origin() != OriginType.AWS_KMS) {
            tally.fact("rotates", "not by itself");
            tally.wrong(
                    "The material of " + name + " is from " + key.originAsString() + ", and never changes by itself.",
                    "Rotate it yourself every year where KMS allows it, or plan a move to a key whose material KMS makes;"
                            + " the first copy with another key is a full one.");
            return name;
        }
        tally.read(observatory.read(new KeyRotation(region(key.arn()), key.arn())), rotates -> {
            tally.fact("rotates", rotates);
            // Of a key that will be deleted KMS always says no, and something else is to be done about it.
            if (!rotates && key.keyState() != KeyState.PENDING_DELETION) {
                tally.wrong(
                        name + " is not rotated.",
                        "Switch automatic rotation on (aws kms enable-key-rotation): the key stays the same, so no copy"
                                + " becomes a full one.");
            }
        });
        return name + " is managed by its owner, enabled and rotated.";
    }

    private static String used(Set<String> by) {
        return String.join(", ", KeysInUse.sorted(by));
    }

    private static String region(String arn) {
        return arn.split(":", -1)[3];
    }
}
