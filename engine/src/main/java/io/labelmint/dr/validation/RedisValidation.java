package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.CacheValidation;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Looks into a restored Redis group and says of each level whether what came back is what was lost. Every level has its
 * finding whatever happens to the others, so none is green because it is missing; only a group without any declaration has
 * a single one, which says how to declare.
 */
public final class RedisValidation {
    static final String CONNECTS = DatabaseValidation.CONNECTS;

    private static final List<CacheLevel> LEVELS =
            List.of(new KeysLevel(), new TypesLevel(), new MemoryLevel(), new AnswersLevel());

    private final CacheProbes probes;
    private final Timeline timeline;

    /** Asks through {@code probes} and measures by {@code timeline}. */
    public RedisValidation(CacheProbes probes, Timeline timeline) {
        this.probes = probes;
        this.timeline = timeline;
    }

    /** Ids of everything it finds. */
    public static List<String> checks() {
        return Stream.concat(Stream.of(CONNECTS), LEVELS.stream().map(CacheLevel::id))
                .toList();
    }

    /**
     * Validates one copy. Blocks as long as it takes to ask it, at most the declared time limit and what connecting takes.
     *
     * @param redis what it is a copy of
     * @param address where the copy is; throws if its password is not where it should be
     * @param restoredFrom the snapshot or file
     * @param source the keys of the source when the snapshot was taken; throws if nobody can say
     */
    public List<Finding> validate(
            RedisGroup redis, Supplier<CacheAddress> address, String restoredFrom, Supplier<CountedKeys> source) {
        Look look = new Look(CONNECTS, redis.id(), "a restored copy lets its users in", Controls.RESTORE);
        if (redis.validation().isEmpty()) {
            return List.of(look.notTested(Problem.of(
                    "restore.undeclared",
                    "Nothing is declared that must be true inside a copy of " + redis.id() + ".",
                    "Add validation: to the cache in the estate file; examples/labelmint-production.yaml shows it.")));
        }
        CacheValidation validation = redis.validation().get();
        long begin = timeline.nanos();
        try (CacheProbe probe = probes.connect(address.get(), validation.timeLimit())) {
            Tally connects = new Tally(look);
            connects(probe.server(), connects);
            connects.fact("restoredFrom", restoredFrom);
            connects.fact("ms", Duration.ofNanos(timeline.nanos() - begin).toMillis());
            List<Finding> findings = new ArrayList<>();
            findings.add(connects.finding("The copy lets its users in, and holds keys."));
            CacheCopy copy = new CacheCopy(redis, validation, source, probe);
            LEVELS.forEach(level -> findings.add(finding(level, copy)));
            return List.copyOf(findings);
        } catch (ProblemException e) {
            return unreached(look, e.problem());
        }
    }

    private static void connects(CacheServer server, Tally tally) {
        tally.fact("version", server.version());
        tally.fact("shards", server.shards());
        tally.fact("roles", String.join(", ", server.roles()));
        tally.fact("loading", server.loading());
        tally.fact("keys", server.keys());
        String remedy = "See the events of the group in the ElastiCache console, and restore again.";
        if (!server.roles().equals(Set.of("master"))) {
            tally.wrong(
                    "The copy was reached as " + String.join(", ", server.roles()) + ", and not as master.", remedy);
        }
        if (server.loading()) {
            tally.wrong("The copy still loads its data.", remedy);
        }
        server.slots().filter(slots -> slots != CacheServer.ALL_SLOTS).ifPresent(slots -> {
            tally.fact("slots", slots);
            tally.wrong("The copy serves " + slots + " of " + CacheServer.ALL_SLOTS + " slots.", remedy);
        });
        if (server.keys() == 0) {
            tally.wrong("The copy is empty.", "Find out what was restored, and restore another snapshot.");
        }
    }

    private Finding finding(CacheLevel level, CacheCopy copy) {
        Tally tally = new Tally(level.of(copy.redis().id()));
        long begin = timeline.nanos();
        String well = "";
        try {
            well = level.look(copy, tally);
        } catch (ProblemException e) {
            tally.unknown(e.problem());
        }
        tally.fact("ms", Duration.ofNanos(timeline.nanos() - begin).toMillis());
        return tally.finding(well);
    }

    /** Nothing could be asked: the reason once, and every level as not tested. */
    private static List<Finding> unreached(Look look, Problem reason) {
        List<Finding> findings = new ArrayList<>(List.of(look.notTested(reason)));
        Problem problem = Problem.of(
                "restore.unreached",
                "Nothing was asked of the copy, because " + CONNECTS + " is red.",
                reason.remedy());
        LEVELS.forEach(level -> findings.add(level.of(look.subject()).notTested(problem)));
        return List.copyOf(findings);
    }
}
