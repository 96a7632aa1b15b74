package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Masking;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.outside.Maskings;
import io.labelmint.dr.outside.Secrets;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Masks a restored copy, which nobody else may connect to yet. The statements run in one transaction with a marker of the
 * operation, {@code dr.masked}; looking for that marker is the first thing of the call itself, under a lock, so asking
 * twice does it once, like a call with a client token: the second is answered as the first was.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the copy is
 * @param restored the action that tells where it is reached
 * @param operation whose it is
 * @param instance identifier of the copy, for problems
 * @param database name of the database
 * @param hostName whether the server's certificate must name the host
 * @param authorities PEM file with the authorities it must come from; without one, those this Java trusts
 * @param masking as whom, and with what
 */
@JsonTypeName("postgres-mask-data")
public record MaskData(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        ActionId restored,
        OperationId operation,
        String instance,
        String database,
        boolean hostName,
        Optional<String> authorities,
        Masking masking)
        implements Action {
    /** When the copy was masked, by its own clock. */
    public static final String AT = "maskedAt";

    private static final String BY = "maskedBy";

    /** What tells one list of statements from another: SHA-256 over all of them, in order. */
    public static String digest(Masking masking) {
        StringBuilder text = new StringBuilder();
        // With its length in front of each, so that no two lists make one text.
        masking.statements()
                .forEach(
                        statement -> text.append(statement.length()).append(':').append(statement));
        return Json.sha256(text.toString());
    }

    /** That a copy was masked, as a sentence that follows another one; empty if {@code facts} tell of none. */
    public static String words(Facts facts) {
        return facts.get(AT) == null
                ? ""
                : " It was masked by " + facts.get(BY) + " at " + facts.get(AT) + ", before anyone else could connect.";
    }

    @Override
    public PlannedCall call() {
        return new PlannedCall(
                "postgresql",
                "Mask",
                region,
                Map.of(
                        "host",
                        "${" + restored + ".endpoint}",
                        "database",
                        database,
                        "user",
                        masking.user(),
                        "password",
                        Secrets.words(masking.password()),
                        "statements",
                        masking.statements().size() + " in one transaction",
                        "digest",
                        digest(masking)));
    }

    @Override
    public boolean lengthy() {
        return true;
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.TOKEN;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return inputs.accepted().get(AT) == null ? new Progress.Absent() : new Progress.Done(inputs.accepted());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        Facts copy = inputs.earlier().get(restored);
        Maskings.Masked masked;
        try {
            masked = hands.mask(
                    new Maskings.Copy(
                            copy.get("endpoint"),
                            Integer.parseInt(copy.get("port")),
                            database,
                            masking.user(),
                            hostName,
                            authorities),
                    masking.password(),
                    order());
        } catch (ProblemException e) {
            throw stays(e.problem());
        }
        return Facts.of(
                AT,
                masked.at(),
                BY,
                masking.user(),
                "maskedRows",
                masked.rows(),
                "maskingStatements",
                masking.statements().size(),
                "maskingDigest",
                digest(masking));
    }

    private Maskings.Order order() {
        List<String> statements = masking.statements();
        return new Maskings.Order(
                operation.value(), digest(masking), statements, masking.statementLimit(), masking.timeLimit());
    }

    /** With what is to be done about the copy, which has all the data and has let in nobody. */
    private ProblemException stays(Problem problem) {
        return new Problem(
                        problem.code(),
                        problem.summary(),
                        problem.facts(),
                        problem.remedy() + " Then restore again; " + instance + " in " + region
                                + " stays in its isolated security groups, with its data as it was, until it is"
                                + " deleted.")
                .asException();
    }
}
