package io.labelmint.dr.job;

import static io.labelmint.dr.job.FailoverTrial.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.failover.PromoteReplica;
import io.labelmint.dr.failover.ProveFence;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Failovers and switchovers while everything that can go wrong does, at random, and processes are killed at any entry of a
 * ledger: users are served from the DR region in the end, or from the primary one after a roll-back, or it has stopped with
 * one reason and can be gone on with; nothing is done that nobody approved, nothing twice, and no traffic moves before the
 * old databases are fenced or somebody has accepted that they are not. Two classes share the schedules, so that two cores
 * do; {@code -Ddr.schedules=5000} on the command line has each try so many. Unless told they try few: one schedule is
 * several whole failovers.
 */
abstract class RandomFailovers {
    private static final Estate SMALL = FailoverTrial.small();
    private static final Estate FULL = Trial.example("labelmint-production.yaml");

    /** One schedule in so many is of the large estate. */
    private static final int SELDOM = 100;

    /** One in so many has the pages of the war room. */
    private static final int NOW_AND_THEN = 10;

    private static final int FEW = 50;

    /** How many entries there are before and after each of which a process may be killed. */
    private static final int ENTRIES = entries(SMALL);

    private final long firstSeed;

    RandomFailovers(long firstSeed) {
        this.firstSeed = firstSeed;
    }

    @Test
    void usersAreServedOrItStopsWithAReason() {
        int schedules = Integer.getInteger("dr.schedules", FEW);
        System.out.println(schedules + " failovers, seeds from " + firstSeed);
        Tally tally = new Tally();
        for (long seed = firstSeed; seed < firstSeed + schedules; seed++) {
            new Schedule(seed, tally).run();
        }
        System.out.println(tally);
    }

    /** How many entries a failover of {@code estate} has of which nothing is disturbed. */
    private static int entries(Estate estate) {
        FailoverTrial failover = new FailoverTrial(estate, 1).lost(Duration.ofMinutes(6));
        int before = written(failover);
        failover.run(failover.prepare(true));
        return written(failover) - before;
    }

    private static int written(FailoverTrial failover) {
        return failover.trial.ledgers.operations().stream()
                .mapToInt(id ->
                        failover.trial.ledgers.read(id).orElseThrow().entries().size())
                .sum();
    }

    /** What became of the schedules, in numbers: that nothing went wrong says little where nothing happened. */
    static final class Tally {
        private final Map<String, Integer> ends = new TreeMap<>();
        private final Map<Integer, Integer> kills = new TreeMap<>();

        void ended(String how) {
            ends.merge(how, 1, Integer::sum);
        }

        void killed(int boundary) {
            kills.merge(boundary, 1, Integer::sum);
        }

        @Override
        public String toString() {
            return ends + "; "
                    + kills.values().stream().mapToInt(Integer::intValue).sum() + " kills at " + kills.size()
                    + " boundaries of " + 2 * ENTRIES + " there are undisturbed";
        }
    }

    /** One schedule. */
    private static final class Schedule {
        private final SplittableRandom random;
        private final FailoverTrial failover;
        private final Troubles troubles;
        private final Verb verb;
        private final boolean unfenced;
        private final String how;
        private final int before;
        private final Tally tally;
        private boolean mended;

        Schedule(long seed, Tally tally) {
            this.tally = tally;
            random = new SplittableRandom(seed);
            boolean full = random.nextInt(SELDOM) == 0;
            failover = new FailoverTrial(full ? FULL : SMALL, seed);
            if (random.nextInt(NOW_AND_THEN) > 0) {
                failover.withoutPages();
            }
            before = failover.calls();
            verb = random.nextInt(4) == 0 ? Verb.SWITCHOVER : Verb.FAILOVER;
            unfenced = verb == Verb.FAILOVER && random.nextBoolean();
            troubles = new Troubles(failover.trial, random.split());
            how = "seed " + seed + ", " + verb + (unfenced ? " unfenced" : "") + (full ? " of all" : "");
        }

        void run() {
            int processes = random.nextInt(4);
            for (int i = 0; i < processes; i++) {
                attempt(verb, random.nextInt(4) == 0 ? -1 : random.nextInt(2 * ENTRIES));
                pass(Duration.ofSeconds(random.nextInt(random.nextInt(4) == 0 ? 3600 : 300)));
            }
            Optional<Problem> stopped = attempt(verb, -1);
            boolean served = served();
            assertThat(served || stopped.isPresent() || reason().isPresent())
                    .as(words("it ends served, or with a reason"))
                    .isTrue();
            troubles.end();
            mended = true;
            for (int i = 0; i < 5 && !served; i++) {
                pass(Duration.ofMinutes(20));
                stopped = attempt(i < 2 ? verb : Verb.FAILOVER, -1);
                served = served();
            }
            assertThat(served || troubles.stuckForGood())
                    .as(words("served when all is mended; last: " + stopped + " " + reason()))
                    .isTrue();
            assertThat(served || stopped.isPresent() || reason().isPresent())
                    .as(words("what cannot be mended has a reason"))
                    .isTrue();
            judge();
            boolean back = served && random.nextInt(6) == 0 && rolledBack();
            tally.ended(back ? "rolled back" : served ? "served" : "stopped for good");
        }

        /** Whether somebody takes the failover back, which every process but the last one dies of. */
        private boolean rolledBack() {
            Job back = Job.failingOver(new FailoverRequest(Verb.ROLL_BACK, false));
            pass(Duration.ofMinutes(30));
            attempt(back, random.nextInt(ENTRIES));
            Optional<Problem> stopped = attempt(back, -1);
            assertThat(stopped).as(words("it can be rolled back")).isEmpty();
            assertThat(failover.users()).as(words("rolled back")).isEqualTo("ok from " + EAST);
            nothingTwice();
            return true;
        }

        /** What a person does: plans and approves, or goes on with what was begun; what speaks against it, if it is told. */
        private Optional<Problem> attempt(Verb how, int boundary) {
            return attempt(Job.failingOver(new FailoverRequest(how, unfenced && how == Verb.FAILOVER)), boundary);
        }

        private Optional<Problem> attempt(Job job, int boundary) {
            troubles.loom();
            try {
                return failover.as("jenkins", boundary, order -> {
                    begin(order, job);
                    return Optional.empty();
                });
            } catch (MortalLedgers.Killed e) {
                tally.killed(boundary);
                return Optional.empty();
            } catch (ProblemException e) {
                assertThat(e.problem().remedy()).isNotBlank();
                return Optional.of(e.problem());
            } catch (Unanswered e) {
                return Optional.of(e.problem());
            }
        }

        private void begin(JobRun order, Job job) {
            RunPreparation preparation = new RunPreparation(order);
            OperationId run;
            try {
                run = failover.trial.timeline.join(preparation.prepare(job)).run();
                decide();
                preparation.approve(run, preparation.of(run).digest().value(), "ann", "by hand");
            } catch (ProblemException e) {
                if (!Set.of("failover.under-way", "approval.given")
                        .contains(e.problem().code())) {
                    throw e;
                }
                run = failover.last().orElseThrow();
            }
            failover.trial.timeline.join(order.resume(run));
        }

        /** A person takes a while, sometimes too long. */
        private void decide() {
            int seconds = !mended && random.nextInt(10) == 0 ? 4000 : random.nextInt(300);
            failover.trial.timeline.runUntil(failover.trial.timeline.now().plusSeconds(seconds));
        }

        private void pass(Duration duration) {
            troubles.loom();
            failover.trial.pass(duration);
            failover.trial.timeline.forget();
        }

        private boolean served() {
            return failover.last().flatMap(failover.trial.ledgers::read).stream()
                    .flatMap(history -> history.findings().stream())
                    .flatMap(List::stream)
                    .anyMatch(finding -> finding.check().equals(FailoverWork.COMPLETED) && finding.green());
        }

        /** Why the last run is not served; it must not give two reasons. */
        private Optional<String> reason() {
            List<String> reasons = failover.last().flatMap(failover.trial.ledgers::read).stream()
                    .flatMap(history -> history.findings().stream())
                    .flatMap(List::stream)
                    .filter(finding -> finding.check().equals(FailoverWork.COMPLETED) && !finding.green())
                    .map(finding -> finding.summary())
                    .filter(summary -> !summary.isBlank())
                    .toList();
            assertThat(reasons).as(words("one reason")).hasSizeLessThanOrEqualTo(1);
            return reasons.stream().findFirst();
        }

        private void judge() {
            nothingTwice();
            List<Call> ours = failover.mutations(before).stream()
                    .filter(call -> !troubles.others(call) && !publishes(call))
                    .toList();
            for (Call call : ours) {
                assertThat(plans(call))
                        .as(words(call + " is of an approved plan"))
                        .isNotEmpty();
            }
            assertThat(ours)
                    .filteredOn(call -> call.outcome().equals(Call.OK))
                    .filteredOn(call -> call.operation().matches("PromoteReadReplica|FailoverGlobalReplicationGroup"))
                    .as(words("one promotion of each"))
                    .hasSizeLessThanOrEqualTo(2)
                    .extracting(Call::operation)
                    .doesNotHaveDuplicates();
            ours.stream().filter(this::decisive).forEach(this::fenced);
            assertThat(failover.trial.ledgers.operations())
                    .filteredOn(id -> id.value().startsWith(FailoverRequest.OPERATION))
                    .filteredOn(id -> failover.trial
                            .ledgers
                            .read(id)
                            .orElseThrow()
                            .closed()
                            .isEmpty())
                    .as(words("one move at a time"))
                    .hasSizeLessThanOrEqualTo(1);
        }

        /** What a run measured goes to CloudWatch when it has ended, and is no part of what was approved. */
        private static boolean publishes(Call call) {
            return call.operation().equals("PutMetricData")
                    && call.params().toString().contains("MetricName=RecoveryTime");
        }

        private void nothingTwice() {
            assertThat(failover.trial.doneTwice())
                    .filteredOn(call -> !call.contains("PutMetricData") && !troubles.wasAskedByHand(call))
                    .as(words("nothing twice"))
                    .isEmpty();
        }

        private boolean decisive(Call call) {
            return call.operation().matches("PromoteReadReplica|PutMetricData|ChangeResourceRecordSets");
        }

        /** Nothing that makes two databases out of one happens while the old one may take writes, unless that was accepted. */
        private void fenced(Call call) {
            History operation = plans(call).stream()
                    .max(Comparator.comparing(history -> announced(history, call)))
                    .orElseThrow();
            Plan plan = plan(operation).orElseThrow();
            for (ProveFence proof : of(plan, ProveFence.class)) {
                boolean concerns = !call.operation().equals("PromoteReadReplica")
                        || of(plan, PromoteReplica.class).stream()
                                .anyMatch(promote -> promote.id().value().startsWith(proof.store() + "/")
                                        && promote.instance()
                                                .equals(call.params().get("DBInstanceIdentifier")));
                if (!concerns) {
                    continue;
                }
                Optional<Entry> settled = operation.entries().stream()
                        .filter(entry -> !entry.at().isAfter(call.at()))
                        .filter(entry -> entry.fact() instanceof Fact.Settled end
                                && end.action().equals(proof.id()))
                        .findFirst();
                assertThat(settled)
                        .as(words(proof.id() + " was tried before " + call))
                        .isPresent();
                if (proof.budget().isEmpty()) {
                    Instant written = failover.trial
                            .world
                            .writtenUntil(EAST, proof.instance())
                            .orElseThrow();
                    assertThat(written)
                            .as(words(proof.instance() + " takes no writes after " + call))
                            .isBeforeOrEqualTo(call.at());
                }
            }
        }

        /** When {@code operation} announced a call last, up to {@code call}. */
        private static Instant announced(History operation, Call call) {
            return operation.entries().stream()
                    .filter(entry -> entry.fact() instanceof Fact.Intended)
                    .map(Entry::at)
                    .filter(at -> !at.isAfter(call.at()))
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.MIN);
        }

        /** The operations that were approved before {@code call} and have it in their plan. */
        private List<History> plans(Call call) {
            List<History> found = new ArrayList<>();
            for (OperationId id : failover.trial.ledgers.operations()) {
                History history = failover.trial.ledgers.read(id).orElseThrow();
                boolean approved = history.approval()
                        .filter(entry -> !entry.at().isAfter(call.at()))
                        .isPresent();
                if (approved
                        && plan(history).stream()
                                .flatMap(plan -> plan.actions().stream())
                                .map(Action::call)
                                .anyMatch(planned -> same(planned, call))) {
                    found.add(history);
                }
            }
            return found;
        }

        private static boolean same(PlannedCall planned, Call call) {
            if (!planned.operation().equals(call.operation())
                    || !planned.region().equals(call.region())) {
                return false;
            }
            // What an earlier action found is not known before; whole numbers are written with a fraction by one of the
            // two.
            return planned.parameters().entrySet().stream()
                    .filter(entry -> !String.valueOf(entry.getValue()).contains("${"))
                    .allMatch(entry ->
                            text(entry.getValue()).equals(text(call.params().get(entry.getKey()))));
        }

        private static String text(Object parameter) {
            return String.valueOf(parameter).replaceAll("(\\d)\\.0\\b", "$1");
        }

        private static Optional<Plan> plan(History history) {
            return history.opened().flatMap(Fact.Opened::plan);
        }

        private static <A> List<A> of(Plan plan, Class<A> type) {
            return plan.actions().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }

        private String words(String what) {
            return what + " (" + how + "; " + troubles + ")";
        }
    }
}
