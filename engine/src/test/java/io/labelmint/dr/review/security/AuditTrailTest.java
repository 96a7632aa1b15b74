package io.labelmint.dr.review.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.TrailSelectors;
import io.labelmint.dr.observatory.TrailStatus;
import io.labelmint.dr.observatory.Trails;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** Which trail counts, and what is said against it. */
final class AuditTrailTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    private final FakeObservatory observatory = new FakeObservatory();

    @Test
    void aTrailInEachRegionIsAsGoodAsOneOfBoth() {
        trails(LabelMint.EAST, trail("east", true));
        trails(LabelMint.WEST, trail("west", true));
        logs(LabelMint.EAST, "east", NOW);
        logs(LabelMint.WEST, "west", NOW);

        assertThat(run()).extracting(Finding::subject).containsExactly(LabelMint.EAST, LabelMint.WEST);
        assertThat(run()).allMatch(Finding::green);
    }

    @Test
    void aRegionNobodyRecordsIsRedByItself() {
        trails(LabelMint.EAST, trail("east", true));
        logs(LabelMint.EAST, "east", NOW);
        trails(LabelMint.WEST);

        assertThat(run()).extracting(Finding::green).containsExactly(true, false);
        assertThat(run().get(1).summary()).contains("No trail of CloudTrail records what happens in us-west-2");
    }

    @Test
    void oneTrailInOrderIsEnoughAndOfOthersTheBestIsTold() {
        trails(LabelMint.EAST, trail("stopped", false), trail("good", true));
        trails(LabelMint.WEST, trail("stopped", false), trail("late", true));
        for (String region : List.of(LabelMint.EAST, LabelMint.WEST)) {
            observatory.answers(
                    new TrailStatus(region, "arn:stopped"),
                    GetTrailStatusResponse.builder().isLogging(false).build());
            selects(region, "stopped");
        }
        logs(LabelMint.EAST, "good", NOW);
        logs(LabelMint.WEST, "late", NOW.minus(Duration.ofDays(3)));

        assertThat(run().get(0).green()).isTrue();
        assertThat(run().get(1).summary())
                .contains("Trail late has delivered nothing from us-west-2 since 2026-11-19")
                .doesNotContain("stopped");
    }

    @Test
    void whatIsNotKnownOfTheOnlyTrailIsNotGreen() {
        Stream.of(LabelMint.EAST, LabelMint.WEST).forEach(region -> {
            trails(region, trail("only", true));
            logs(region, "only", NOW);
        });
        observatory.denies(new TrailSelectors(LabelMint.EAST, "arn:only"));

        assertThat(run()).extracting(Finding::verdict).containsExactly(Verdict.NOT_TESTED, Verdict.PASSED);
    }

    private List<Finding> run() {
        return new AuditTrail().run(LabelMint.production(), observatory, NOW);
    }

    private static Trail trail(String name, boolean validates) {
        return Trail.builder()
                .name(name)
                .trailARN("arn:" + name)
                .logFileValidationEnabled(validates)
                .build();
    }

    private void trails(String region, Trail... trails) {
        observatory.answers(new Trails(region), List.of(trails));
    }

    private void logs(String region, String name, Instant delivered) {
        observatory.answers(
                new TrailStatus(region, "arn:" + name),
                GetTrailStatusResponse.builder()
                        .isLogging(true)
                        .latestDeliveryTime(delivered)
                        .build());
        selects(region, name);
    }

    private void selects(String region, String name) {
        observatory.answers(
                new TrailSelectors(region, "arn:" + name),
                GetEventSelectorsResponse.builder()
                        .eventSelectors(EventSelector.builder()
                                .readWriteType("All")
                                .includeManagementEvents(true)
                                .build())
                        .build());
    }
}
