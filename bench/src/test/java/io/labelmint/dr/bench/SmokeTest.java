package io.labelmint.dr.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.rehearsal.Fleet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The benchmarks run; what they measure is no matter for a test. */
class SmokeTest {
    @Test
    void waitsAreCompared() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        WaitsComparison.print(
                new PrintStream(text, true, StandardCharsets.UTF_8),
                List.of("us-east-1"),
                new Fleet.Size(2, 2, 0, 0),
                2000);

        assertThat(text.toString(StandardCharsets.UTF_8))
                .contains("4 waits in 1 regions")
                .containsPattern("came to no good end +0\\.0 +0\\.0");
    }

    @Test
    void buildsThatWaitHoldNoThreadAndAskTogether() throws Exception {
        int few = 4;
        int many = 40;
        BuildsComparison builds = BuildsComparison.run(
                List.of("us-east-1", "us-west-2"),
                List.of(few, many),
                // What watches over the deadline of a call ends a second after it.
                new Plateau.Times(Duration.ofSeconds(3), Duration.ofSeconds(1)));

        assertThat(builds.peer().get(1).threads()).isGreaterThanOrEqualTo(many - few);
        Plateau steps = builds.dr().get(1);
        assertThat(steps.builds()).isEqualTo(many);
        assertThat(steps.threads()).isLessThan(many / 2);
        // Alone, each would look at both regions when it plans, and once before and after its call.
        assertThat(steps.reads()).isPositive().isLessThan(4 * many);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        builds.table(new PrintStream(text, true, StandardCharsets.UTF_8));
        assertThat(text.toString(StandardCharsets.UTF_8)).contains("a thread each", "open files");
    }

    @Test
    void ledgersAreMeasured() throws Exception {
        LedgerBenchmark.OnDisk disk = new LedgerBenchmark.OnDisk();
        LedgerBenchmark.Bare bare = new LedgerBenchmark.Bare();
        disk.open();
        bare.open();

        assertThat(new LedgerBenchmark().append(disk).sequence()).isEqualTo(1);
        assertThat(new LedgerBenchmark().force(bare)).isPositive();

        disk.close();
        bare.close();
    }

    @Test
    void validationIsCompared() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ValidationComparison.print(new PrintStream(text, true, StandardCharsets.UTF_8), 1000, Optional.empty());

        assertThat(text.toString(StandardCharsets.UTF_8))
                .containsPattern("restore.rows +PASSED")
                .containsPattern("restore.integrity +PASSED")
                .contains("rows, past every index");
    }

    @Test
    void packsAreVerifiedAndListed() throws Exception {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PacksComparison.print(new PrintStream(text, true, StandardCharsets.UTF_8), List.of(3));

        assertThat(text.toString(StandardCharsets.UTF_8)).containsPattern(" 3 +33 +0 ");
    }

    @Test
    void quantilesAreTheValuesThatSoManyDoNotExceed() {
        Quantiles quantiles = new Quantiles(
                IntStream.rangeClosed(1, 20).mapToObj(Duration::ofSeconds).toList());

        assertThat(quantiles.median()).isEqualTo(Duration.ofSeconds(10));
        assertThat(quantiles.at(95)).isEqualTo(Duration.ofSeconds(19));
        assertThat(quantiles.max()).isEqualTo(Duration.ofSeconds(20));
    }
}
