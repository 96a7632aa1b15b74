package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.observatory.BucketRegion;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.KeysAt;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleAndOperator;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;

/**
 * What must be so of the buckets before anything of them is restored. What cannot be read is not taken for granted.
 * Every method throws {@link ProblemException} of what is missing, and {@link io.labelmint.dr.observatory.Unanswered}.
 */
final class BucketRequirements {
    /** S3's clock is not ours, and an upload that ends now was begun before. */
    static final Duration SETTLED = Duration.ofMinutes(1);

    private final Observatory observatory;
    private final Instant now;

    BucketRequirements(Observatory observatory, Instant now) {
        this.observatory = observatory;
        this.now = now;
    }

    /** There is such a bucket in the region. */
    void exists(ObjectPlace place) {
        String there = observatory
                .read(new BucketRegion(place.region(), place.bucket()))
                .orElseThrow()
                .orElseThrow(() -> unmet(
                        "restore.no-bucket",
                        "There is no bucket " + place.bucket() + ".",
                        "Create it in " + place.region() + ", or correct the name.",
                        place));
        if (!there.equals(place.region())) {
            throw unmet(
                    "restore.other-region",
                    "Bucket " + place.bucket() + " is in " + there + ", and objects are restored in " + place.region()
                            + ".",
                    "Name a bucket in " + place.region() + ", or the other side with --region.",
                    place);
        }
    }

    /** The bucket keeps versions, and kept them. */
    void isVersioned(ObjectPlace place) {
        BucketVersioningStatus status = observatory
                .read(new BucketSetting<>(place.region(), place.bucket(), BucketSetting.VERSIONING))
                .orElseThrow()
                .map(answer -> answer.status())
                .orElse(null);
        if (status != BucketVersioningStatus.ENABLED) {
            throw unmet(
                    "restore.not-versioned",
                    "Versioning of " + place.bucket() + " is "
                            + (status == null ? "off" : status.toString().toLowerCase(java.util.Locale.ROOT))
                            + ", so what it had at a moment is not known.",
                    "Restore from the replica, or from a recovery point of AWS Backup, and enable versioning.",
                    place);
        }
    }

    /** The moment is over, and everything that was overwritten since is still there. */
    void isKept(ObjectPlace place, Instant at) {
        if (at.isAfter(now.minus(SETTLED))) {
            throw unmet(
                    "restore.not-over",
                    at + " is " + (at.isAfter(now) ? "in the future" : "less than a minute ago") + "; it is " + now
                            + " now.",
                    "Ask for a moment until " + now.minus(SETTLED) + ".",
                    place);
        }
        List<LifecycleRule> rules = observatory
                .read(new BucketSetting<>(place.region(), place.bucket(), BucketSetting.LIFECYCLE))
                .orElseThrow()
                .orElse(List.of());
        for (LifecycleRule rule : rules) {
            Duration kept = kept(rule, place);
            if (kept != null && at.isBefore(now.minus(kept))) {
                throw unmet(
                        "restore.expired",
                        "Lifecycle rule " + rule.id() + " of " + place.bucket() + " removes what was overwritten or"
                                + " deleted after " + kept.toDays() + " days, and " + at + " is "
                                + Ages.words(Duration.between(at, now)) + " ago: some of what there was is gone.",
                        "Ask for a moment from " + now.minus(kept) + " on, or restore a recovery point of AWS Backup.",
                        place);
            }
        }
    }

    /** How long {@code rule} keeps versions that could be of {@code place}; null if it removes none. */
    private static Duration kept(LifecycleRule rule, ObjectPlace place) {
        if (rule.status() != ExpirationStatus.ENABLED
                || rule.noncurrentVersionExpiration() == null
                || rule.noncurrentVersionExpiration().noncurrentDays() == null) {
            return null;
        }
        String prefix = prefix(rule);
        return prefix.startsWith(place.prefix()) || place.prefix().startsWith(prefix)
                ? Duration.ofDays(rule.noncurrentVersionExpiration().noncurrentDays())
                : null;
    }

    @SuppressWarnings(
            "deprecation") // rules of the first version have a prefix of their own, and buckets have such rules
    private static String prefix(LifecycleRule rule) {
        return Stream.of(
                        rule.prefix(),
                        rule.filter() == null ? null : rule.filter().prefix(),
                        Optional.ofNullable(rule.filter())
                                .map(filter -> filter.and())
                                .map(LifecycleRuleAndOperator::prefix)
                                .orElse(null))
                .filter(prefix -> prefix != null)
                .findFirst()
                .orElse("");
    }

    /** What is written there can be encrypted, and what is read there decrypted: its default key is enabled. */
    void keyIsUsable(ObjectPlace place) {
        observatory
                .read(new BucketSetting<>(place.region(), place.bucket(), BucketSetting.ENCRYPTION))
                .orElseThrow()
                .map(encryption -> encryption.kmsMasterKeyID())
                .filter(key -> !key.isEmpty())
                .ifPresent(key -> keyIsUsable(place, key));
    }

    private void keyIsUsable(ObjectPlace place, String key) {
        String words = "KMS key " + key + ", which objects of " + place.bucket() + " are encrypted with, ";
        KeyState state = observatory
                .read(new EncryptionKey(place.region(), key))
                .orElseThrow()
                .map(found -> found.keyState())
                .orElseThrow(() -> unmet(
                        "restore.missing",
                        words + "does not exist in " + place.region() + ".",
                        "Give " + place.bucket()
                                + " a default key that exists; what a deleted key encrypted, nobody can"
                                + " read any more.",
                        place));
        if (state != KeyState.ENABLED) {
            throw unmet(
                    "restore.key-not-enabled",
                    words + "is " + state + ".",
                    "Enable the key, or cancel its deletion, in the KMS console of " + place.region() + ".",
                    place);
        }
    }

    /** Nothing is there that could be mistaken for what is restored, or overwritten. */
    void isEmpty(ObjectPlace place) {
        boolean any = observatory
                .read(new KeysAt(place.region(), place.bucket(), place.prefix(), Instant.EPOCH, "", ""))
                .orElseThrow()
                .stream()
                .findAny()
                .isPresent();
        if (any) {
            throw unmet(
                    "restore.not-empty",
                    "There are objects under " + place + " already, and none of them is overwritten.",
                    "Name a prefix that nothing begins with, for example " + place + "restored-" + now.getEpochSecond()
                            + "/.",
                    place);
        }
    }

    /** Copies there are seen by nobody, sent nowhere, and can be deleted. */
    void isIsolated(ObjectPlace place) {
        boolean blocked = observatory
                .read(new BucketSetting<>(place.region(), place.bucket(), BucketSetting.PUBLIC_ACCESS_BLOCK))
                .orElseThrow()
                .filter(BucketRequirements::blocksAll)
                .isPresent();
        if (!blocked) {
            throw unmet(
                    "restore.not-isolated",
                    "Bucket " + place.bucket() + " does not block public access, and copies are production's data.",
                    "Turn on all four settings of the public access block of " + place.bucket() + ".",
                    place);
        }
        if (observatory
                .read(new BucketSetting<>(place.region(), place.bucket(), BucketSetting.REPLICATION))
                .orElseThrow()
                .isPresent()) {
            throw unmet(
                    "restore.not-isolated",
                    "Bucket " + place.bucket() + " replicates, so copies made for a test would be sent elsewhere.",
                    "Name a bucket for tests that has no replication.",
                    place);
        }
        if (lockedFor(place).isPresent()) {
            throw unmet(
                    "restore.locked",
                    "Bucket " + place.bucket() + " locks every new object for "
                            + lockedFor(place).get() + ", so copies made for a test could not be deleted.",
                    "Name a bucket for tests without a default retention.",
                    place);
        }
    }

    /** What every new object of the bucket is locked for, in words. */
    Optional<String> lockedFor(ObjectPlace place) {
        return observatory
                .read(new BucketSetting<>(place.region(), place.bucket(), BucketSetting.OBJECT_LOCK))
                .orElseThrow()
                .map(lock -> lock.rule())
                .map(rule -> rule.defaultRetention())
                .map(retention -> retention.days() != null ? retention.days() + " days" : retention.years() + " years");
    }

    /**
     * What a person should know of what happens to what is restored there.
     *
     * @param hides whether delete markers are put too
     */
    List<String> notes(ObjectPlace place, boolean hides) {
        List<String> notes = new ArrayList<>();
        lockedFor(place)
                .ifPresent(time -> notes.add("The bucket " + place.bucket()
                        + " locks every new version, so what is restored is locked for " + time + "."));
        observatory
                .read(new BucketSetting<>(place.region(), place.bucket(), BucketSetting.REPLICATION))
                .orElseThrow()
                .stream()
                .flatMap(List::stream)
                .filter(rule -> rule.status() == ReplicationRuleStatus.ENABLED)
                .forEach(
                        rule -> notes.add(
                                "What is restored replicates by rule " + rule.id()
                                        + (!hides || BucketRestorePlanner.replicatesMarkers(rule)
                                                ? "."
                                                : ", which does not replicate delete markers: what is hidden here stays visible there.")));
        return notes;
    }

    private static boolean blocksAll(PublicAccessBlockConfiguration block) {
        return Stream.of(
                        block.blockPublicAcls(),
                        block.ignorePublicAcls(),
                        block.blockPublicPolicy(),
                        block.restrictPublicBuckets())
                .allMatch(Boolean.TRUE::equals);
    }

    private static ProblemException unmet(String code, String summary, String remedy, ObjectPlace place) {
        return Problem.of(code, summary, remedy)
                .with("region", place.region())
                .with("bucket", place.bucket())
                .asException();
    }
}
