package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.Fact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everybody in the call sees how a failover stands, whoever works on it. */
class WarRoomTest {
    private static final long SEED = 20260107;
    private static final Duration NOTICED = Duration.ofMinutes(6);

    @Test
    void aPlanThatWaitsSaysWhatIsLostAndWhoDecides() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(true);

        String page = page(failover, prepared);

        assertThat(page)
                .contains("waits for its approval")
                .contains("Lost, by the plan")
                .contains("Approve plan " + prepared.digest().brief())
                .contains("Incident commander on duty")
                .contains("dr resume " + prepared.run())
                .contains("http-equiv=\"refresh\"")
                .doesNotContain("<script");
        assertThat(failover.trial.ledgers.pages().get("latest.html")).isEqualTo(page);
    }

    @Test
    void whatGoesOnIsSeenWhileItGoesOnAndNotMoreOftenThanEveryTenSeconds() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(true);
        List<String> seen = new ArrayList<>();
        List<Duration> gaps = new ArrayList<>();
        failover.watching((name, html) -> {
            if (!name.equals("latest.html")) {
                seen.add(html);
                gaps.add(Duration.between(failover.history(prepared).begin(), failover.trial.timeline.now()));
            }
        });

        failover.run(prepared);

        assertThat(seen)
                .anySatisfy(html -> assertThat(html)
                        .contains("It is under way.")
                        .contains("orders-db/promote")
                        .contains("in vain")
                        .contains("Expected end"));
        // That it has ended is written however soon that is.
        for (int i = 1; i < gaps.size() && seen.get(i).contains("It is under way."); i++) {
            assertThat(gaps.get(i).minus(gaps.get(i - 1))).isGreaterThanOrEqualTo(WarRoom.EVERY);
        }
        save("under-way", seen.get(seen.size() / 3));
    }

    @Test
    void atItsEndItSaysThatUsersAreServedAndStandsStill() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(true);

        Evidence evidence = failover.run(prepared);

        String page = page(failover, prepared);
        assertThat(page).contains("its users are served").contains("kept").doesNotContain("http-equiv=\"refresh\"");
        assertThat(FailoverTest.finding(evidence, WarRoom.WRITTEN, "labelmint-production")
                        .green())
                .isTrue();
        save("served", page);
    }

    @Test
    void whoHasStoppedSaysWhyAndHowToGoOn() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(false);

        failover.run(prepared);

        assertThat(page(failover, prepared))
                .contains("It has stopped and waits for a person")
                .contains("--take-over");
        save("stopped", page(failover, prepared));
    }

    @Test
    void aPageThatCannotBeWrittenHoldsNothingUp() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(true);
        FailoverTrial undisturbed = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun other = undisturbed.prepare(true);
        failover.watching((name, html) -> {
            throw Problem.of("board.unwritable", "Nobody may write here.", "Allow it.")
                    .asException();
        });

        Evidence evidence = failover.run(prepared);
        undisturbed.run(other);

        assertThat(FailoverTest.finding(evidence, "failover.completed", "labelmint-production")
                        .green())
                .isTrue();
        assertThat(FailoverTest.finding(evidence, WarRoom.WRITTEN, "labelmint-production")
                        .green())
                .isFalse();
        assertThat(failover.history(prepared).end())
                .isEqualTo(undisturbed.history(other).end());
    }

    @Test
    void aPageThatHangsIsNotWaitedFor() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(true);
        failover.watching((name, html) -> failover.trial.timeline.hang(Duration.ofHours(1)));

        Evidence evidence = failover.run(prepared);

        assertThat(FailoverTest.finding(evidence, "failover.completed", "labelmint-production")
                        .green())
                .isTrue();
        Instant closed =
                failover.trial.ledgers.read(prepared.run()).orElseThrow().end();
        assertThat(Duration.between(failover.history(prepared).end(), closed)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whatOthersWroteIsShownAndNotObeyed() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(false);
        failover.run(prepared);
        try (var ledger = failover.trial.ledgers.open(prepared.operation(), "test")) {
            ledger.append(
                    new Fact.Suspended(Problem.of("x", "<script>alert(1)</script> \u202Ereversed", "\"><img src=x>")));
        }

        String page = failover.pageNow(prepared);

        assertThat(page).contains("&lt;script&gt;", "[U+202E]").doesNotContain("<script", "<img", "\u202E");
    }

    private static String page(FailoverTrial failover, PreparedRun prepared) {
        return failover.trial.ledgers.pages().get(prepared.run() + ".html");
    }

    /** For whoever wants to look at it: {@code -Ddr.pages=FOLDER}. */
    private static void save(String name, String html) {
        String folder = System.getProperty("dr.pages");
        if (folder != null) {
            try {
                Files.writeString(Path.of(folder, name + ".html"), html);
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
