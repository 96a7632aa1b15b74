package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is asked of the objects a restore test copied, and of the replica: each question a finding of its own. Findings
 * carry counts and hashes, never the names of keys.
 *
 * @param estate the estate
 * @param bucket the bucket
 * @param observatory reads both regions
 * @param now what ages are counted from
 */
public record BucketValidation(Estate estate, Bucket bucket, Observatory observatory, Instant now) {
    static final String OBJECTS = "restore.objects";
    static final String CHECKSUMS = "restore.checksums";
    static final String METADATA = "restore.metadata";
    static final String VERSIONS = "restore.versions";
    static final String MARKERS = "restore.delete-markers";
    static final String REPLICA = "restore.replica";

    /** Ids of everything it finds. */
    public static List<String> checks() {
        return List.of(OBJECTS, CHECKSUMS, METADATA, VERSIONS, MARKERS, REPLICA);
    }

    /**
     * Looks.
     *
     * @param copy facts of the restore: where the copies are, and what they are copies of
     */
    public List<Finding> validate(Facts copy) {
        List<Finding> findings = new ArrayList<>(answered(
                () -> CopiedObjects.read(observatory, copy).findings(this),
                look(OBJECTS, "every restored object is there"),
                look(CHECKSUMS, "what is restored is what was stored"),
                look(METADATA, "metadata and tags are restored too")));
        Look versions = look(VERSIONS, "every version is in the replica");
        Look markers = look(MARKERS, "deletions are in the replica as the rule says");
        Look replica = look(REPLICA, "the replica has what the bucket has");
        if (bucket.comparison().isEmpty()) {
            Problem undeclared = Problem.of(
                    "validation.undeclared",
                    "Nothing is declared of what is compared between " + bucket.id() + " and its replica.",
                    "Declare validation of " + bucket.id() + " in the estate file.");
            Stream.of(versions, markers, replica).forEach(look -> findings.add(look.notTested(undeclared)));
            return findings;
        }
        findings.addAll(answered(
                () -> new ReplicaComparison(this, copy.get("prefix")).findings(versions, markers, replica),
                versions,
                markers,
                replica));
        return findings;
    }

    Look look(String check, String objective) {
        return new Look(check, bucket.id(), objective, Controls.RESTORE);
    }

    /** What {@code question} finds, or that it could not be asked. */
    private static List<Finding> answered(Supplier<List<Finding>> question, Look... looks) {
        try {
            return question.get();
        } catch (Unanswered e) {
            return Stream.of(looks).map(look -> look.notTested(e.problem())).toList();
        }
    }
}
