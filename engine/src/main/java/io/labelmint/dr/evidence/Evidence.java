package io.labelmint.dr.evidence;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything one run leaves to be judged by, in the form it is kept in for years: {@code evidence.json}.
 *
 * @param schema name and version of this form
 * @param run the run's own operation
 * @param kind rehearsal or real; immutable
 * @param title what the run was, in words
 * @param estate name of the estate
 * @param estateDigest SHA-256 of the estate's declaration
 * @param regions where the estate runs and where it is to survive
 * @param actor who or what started the run
 * @param version version of this program
 * @param started when the run began
 * @param ended when its findings were complete
 * @param stores what had to be covered, with the objectives declared for it
 * @param operations what was done
 * @param findings what was found
 */
public record Evidence(
        String schema,
        OperationId run,
        RunKind kind,
        String title,
        String estate,
        String estateDigest,
        Regions regions,
        String actor,
        String version,
        Instant started,
        Instant ended,
        List<Subject> stores,
        List<OperationRecord> operations,
        List<Finding> findings) {

    /** Name and version of the form; changed whenever a reader would have to know. */
    public static final String SCHEMA = "io.labelmint.dr/evidence/2";

    /** The form before: the same, in packs that had no seal. */
    static final String BEFORE_SEALS = "io.labelmint.dr/evidence/1";

    public Evidence {
        stores = List.copyOf(stores);
        operations = List.copyOf(operations);
        findings = List.copyOf(findings);
    }

    /**
     * Whether nothing is red: something was looked at, no store was left out, every operation succeeded and every
     * finding is green.
     */
    public boolean green() {
        return !(operations.isEmpty() && findings.isEmpty())
                && uncovered().isEmpty()
                && undone().isEmpty()
                && findings.stream().allMatch(Finding::green);
    }

    /**
     * The operations that have not succeeded, and that no later one made up for: a run that ended red and is made again begins some
     * of them anew, under other ids and the same titles.
     */
    public List<OperationRecord> undone() {
        return operations.stream()
                .filter(operation -> operation.result() != Result.SUCCEEDED)
                .filter(operation -> operations.stream()
                        .noneMatch(other -> other.result() == Result.SUCCEEDED
                                && other.title().equals(operation.title())
                                && other.began().isAfter(operation.began())))
                .toList();
    }

    /** The stores the run had to cover and about which it found nothing: as red as a failure. */
    public List<Subject> uncovered() {
        return stores.stream()
                .filter(store ->
                        findings.stream().noneMatch(finding -> finding.subject().equals(store.id())))
                .toList();
    }

    /** How an operation or a step of it ended. */
    public enum Result {
        SUCCEEDED,
        FAILED,
        /** Still open: it goes on in AWS, or could not be read. */
        OPEN,
        /** Not begun, because something before it is not done. */
        NOT_STARTED,
        /** Left out by a person, who said why; of steps only. */
        SKIPPED
    }

    /**
     * A store the run had to cover.
     *
     * @param id its name
     * @param type for people: {@code PostgreSQL}, {@code Redis}, {@code S3}
     * @param rpoSeconds recovery point objective
     * @param rtoSeconds recovery time objective
     */
    public record Subject(String id, String type, long rpoSeconds, long rtoSeconds) {}

    /**
     * An operation, summed up from its ledger.
     *
     * @param id its id
     * @param title what it did, in words
     * @param result how it stands
     * @param planDigest digest of the plan that was run
     * @param ledgerHead hash of the last entry of its ledger, which lies beside this file as {@code ledgers/ID.jsonl}
     * @param began when
     * @param ended when the last thing happened
     * @param steps its actions, in the order of the plan
     * @param problems what kept it from succeeding, in words
     */
    public record OperationRecord(
            OperationId id,
            String title,
            Result result,
            Optional<String> planDigest,
            String ledgerHead,
            Instant began,
            Instant ended,
            List<Step> steps,
            List<String> problems) {
        public OperationRecord {
            steps = List.copyOf(steps);
            problems = List.copyOf(problems);
        }
    }

    /**
     * One action of an operation.
     *
     * @param action its name in the plan
     * @param call what was called, for example {@code rds:CreateDBSnapshot}
     * @param region where
     * @param result how it ended
     * @param started when the call was announced; empty if it was never started by this operation
     * @param ended when it was seen to be done or failed
     * @param facts what it brought, or who left it out and why
     */
    public record Step(
            ActionId action,
            String call,
            String region,
            Result result,
            Optional<Instant> started,
            Optional<Instant> ended,
            Facts facts) {}
}
