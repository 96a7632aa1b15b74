package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.RowCounts;
import io.labelmint.dr.outside.Secrets;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Proves that a replica holds what its source holds, row by row counted on both, when nobody writes any more. A replica that
 * RDS calls available, and one whose lag is zero, may still lack rows: "completed" is not "resynced".
 *
 * <p>It is asked until the replica has a heartbeat that was written after the services were stopped: before that, a
 * difference says nothing. From then on a difference is one for good: nothing comes after it, the operation stops after a
 * while, and whoever goes on with it has it counted again.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the replica is
 * @param stopped the actions that stopped whoever writes
 * @param estate name of the estate
 * @param store id of the store
 * @param source where the source is reached, and as whom
 * @param replica where the replica is reached, and as whom
 * @param password where the password of both is kept
 * @param tables what is counted
 * @param timeLimit the longest one of the two counts may take
 */
@JsonTypeName("postgres-rows-agree")
public record RowsAgree(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        Set<ActionId> stopped,
        String estate,
        String store,
        Heartbeats.Source source,
        Heartbeats.Source replica,
        SecretReference password,
        List<RowCounts.Table> tables,
        Duration timeLimit)
        implements Action {
    private static final String AGREED = "agreed";
    private static final String DIFFERS = "differs";
    private static final String BEAT = "beat";

    /** After that long it is counted once more: a little more than what is waited for before a person is told. */
    private static final Duration AGAIN = Duration.ofMinutes(12);

    public RowsAgree {
        tables = List.copyOf(tables);
    }

    @Override
    public PlannedCall call() {
        return new PlannedCall(
                "postgresql",
                "CompareRows",
                region,
                Map.of(
                        "source", source.host(),
                        "replica", replica.host(),
                        "database", source.database(),
                        "user", source.user(),
                        "password", Secrets.words(password),
                        "tables", tables.stream().map(RowCounts.Table::name).collect(Collectors.joining(", "))));
    }

    /** Reading changes nothing. */
    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    /** Large tables are read for as long as they take. */
    @Override
    public boolean lengthy() {
        return true;
    }

    /** How long until it is asked again. */
    @Override
    public Duration settleTime() {
        return Duration.ofSeconds(15);
    }

    /** What differs is counted once more after a while, and by whoever goes on: a person may have put it right. */
    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        if (inputs.accepted().get(AGREED) != null) {
            return new Progress.Done(inputs.accepted());
        }
        String differs = inputs.accepted().get(DIFFERS);
        if (differs == null || differs.isEmpty()) {
            return new Progress.Absent();
        }
        Instant counted = Instant.parse(inputs.accepted().get(BEAT));
        var read = observatory.read(new DbInstances(region));
        return read.sent().isBefore(counted.plus(AGAIN))
                ? new Progress.Held(
                        "unequal, though the replica has the last heartbeat of its source; so nothing is promoted: "
                                + differs)
                : new Progress.Absent();
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        Instant wanted = stopped.stream()
                .map(action -> inputs.earlier().get(action))
                .map(facts -> facts == null ? null : facts.get(ScaleService.SEEN))
                .filter(seen -> seen != null) // a stop that was left out by a person has seen nothing
                .map(Instant::parse)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        Optional<Instant> beat = hands.count(replica, password, estate, store, List.of(), timeLimit)
                .beat();
        // Heartbeats are a minute apart where the source writes them by itself: one of the minute before proves
        // nothing.
        if (beat.isEmpty() || beat.get().isBefore(wanted)) {
            return Facts.of("has", beat.map(Instant::toString).orElse("no heartbeat"), "wanted", wanted);
        }
        RowCounts.Counted there = hands.count(source, password, estate, store, tables, timeLimit);
        RowCounts.Counted here = hands.count(replica, password, estate, store, tables, timeLimit);
        List<String> differences = RowDifferences.of(there, here);
        if (!differences.isEmpty()) {
            return Facts.of(DIFFERS, String.join("; ", differences), BEAT, beat.get());
        }
        Facts facts = Facts.of(AGREED, tables.size() + " tables", BEAT, beat.get(), DIFFERS, "");
        for (RowCounts.Table table : tables) {
            facts = facts.and(Facts.of("rows." + table.name(), here.tables().get(table.name())));
        }
        return facts;
    }
}
