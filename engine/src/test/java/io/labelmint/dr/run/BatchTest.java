package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Piece;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.FakeWorld.Call;
import io.labelmint.dr.run.Outcome.Result;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch goes on piece by piece, whatever happens to the process, the calls and what they make. */
final class BatchTest {
    private static final int PIECES = 3;
    private static final int THINGS = 4;

    private final Bench bench = new Bench();
    private final FakeWorld world = bench.world;

    @Test
    void eachPieceIsIntendedMadeAndAcceptedWithItsWatermark() {
        Outcome outcome = bench.run(Heap.of(PIECES, THINGS));

        assertThat(outcome.result()).isEqualTo(Result.SUCCEEDED);
        madeOnce(bench);
        assertThat(bench.count(Fact.Intended.class)).isEqualTo(PIECES);
        assertThat(bench.history().entries().stream()
                        .map(entry -> entry.fact())
                        .filter(Fact.Accepted.class::isInstance)
                        .map(fact -> ((Fact.Accepted) fact).facts().get(Batch.WATERMARK)))
                .containsExactly("1", "2", "3");
    }

    @Test
    void whereverTheProcessDiesItGoesOnAndRepeatsAtMostOnePiece() {
        Plan plan = Bench.plan(Heap.of(PIECES, THINGS));
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Bench killed = new Bench();
            Mortal mortal = new Mortal(killed.ledgers, boundary);
            killed.process(mortal, plan);
            died = mortal.dead();
            Outcome outcome = killed.run(Heap.of(PIECES, THINGS));

            assertThat(outcome.result()).as("killed at boundary " + boundary).isEqualTo(Result.SUCCEEDED);
            madeOnce(killed);
        }
        assertThat(boundary).isGreaterThan(2 * (2 * PIECES + 2));
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"LOST_ANSWER", "LOST_CALL", "UNREADABLE_ANSWER", "THROTTLED", "KILLS_BEFORE", "KILLS_AFTER"})
    void whateverHappensToACallInTheMiddleOfAPieceTheRestIsMade(Call call) {
        world.script(Heap.thing(1, 2), call);
        bench.process(bench.ledgers, Bench.plan(Heap.of(PIECES, THINGS)));

        assertThat(bench.run(Heap.of(PIECES, THINGS)).result()).isEqualTo(Result.SUCCEEDED);
        madeOnce(bench);
        // The calls before it were made, and are not made again.
        assertThat(world.calls(Heap.thing(1, 1))).isEqualTo(1);
        assertThat(bench.count(Fact.Refused.class)).isZero();
    }

    @Test
    void whatIsRefusedForGoodFailsAndTheWatermarkIsKept() {
        world.script(Heap.thing(2, 0), Call.DENIED);
        assertThat(bench.run(Heap.of(PIECES, THINGS)).result()).isEqualTo(Result.FAILED);
        // Seen no more: who went on from the beginning would make them again.
        IntStream.range(0, 2)
                .forEach(piece -> IntStream.range(0, THINGS).forEach(i -> world.made.remove(Heap.thing(piece, i))));

        assertThat(bench.run(Heap.of(PIECES, THINGS)).result()).isEqualTo(Result.SUCCEEDED);
        assertThat(world.calls(Heap.thing(0, 0))).isEqualTo(1);
        assertThat(world.calls(Heap.thing(1, 3))).isEqualTo(1);
    }

    @Test
    void nothingIsMadeOnWhatCannotBeRead() {
        world.shows(Heap.thing(1, 0), FakeWorld::unknown);

        Outcome outcome = bench.run(Heap.of(PIECES, THINGS));

        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(world.calls(Heap.thing(0, 0))).isEqualTo(1);
        assertThat(world.calls(Heap.thing(1, 1))).isZero();
    }

    @Test
    void throttledForLongerThanItsPatienceItIsSuspendedAndThenGoneOnWith() {
        world.always(Heap.thing(1, 0), Call.THROTTLED);
        assertThat(bench.run(Heap.of(PIECES, THINGS)).result()).isEqualTo(Result.SUSPENDED);
        world.always(Heap.thing(1, 0), Call.WORKS);

        assertThat(bench.run(Heap.of(PIECES, THINGS)).result()).isEqualTo(Result.SUCCEEDED);
        madeOnce(bench);
    }

    @Test
    void letGoOfInTheMiddleOfAPieceItMakesNoCallMore() {
        Detachment detachment = new Detachment();
        world.duringCall = () -> {
            if (world.calls(Heap.thing(1, 1)) == 1) {
                detachment.request("aborted by admin");
            }
        };
        PlanRunner.Order order =
                new PlanRunner.Order(RunKind.REHEARSAL, "a test", "acme", "somebody", "this process", detachment);

        Outcome outcome = bench.timeline.join(
                bench.runner(bench.ledgers).run(Bench.plan(Heap.of(PIECES, THINGS)), order, RunListener.none()));

        assertThat(outcome.result()).isEqualTo(Result.SUSPENDED);
        assertThat(world.calls(Heap.thing(1, 2))).isZero();
        assertThat(bench.run(Heap.of(PIECES, THINGS)).result()).isEqualTo(Result.SUCCEEDED);
        madeOnce(bench);
    }

    @Test
    void itDoesNotWaitBetweenItsPieces() {
        bench.run(Heap.of(500, 1));

        assertThat(Duration.between(bench.history().begin(), bench.history().end()))
                .isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void aPieceIsSmallAndSaysHowManyAreDone() {
        Facts mark = Facts.of(Batch.WATERMARK, 1);
        assertThatThrownBy(() -> new Piece(
                        "piece 1",
                        Collections.nCopies(Batch.MOST_CALLS + 1, Heap.of(1, 1).call()),
                        mark))
                .hasMessageContaining("more than 200");
        assertThatThrownBy(() -> new Piece("piece 1", Collections.emptyList(), Facts.NONE))
                .hasMessageContaining("no watermark");
    }

    private static void madeOnce(Bench bench) {
        for (int piece = 0; piece < PIECES; piece++) {
            for (int i = 0; i < THINGS; i++) {
                assertThat(bench.world.effects(Heap.thing(piece, i)))
                        .as(Heap.thing(piece, i))
                        .isEqualTo(1);
            }
        }
    }
}
