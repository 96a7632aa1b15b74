package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.review.Area;
import io.labelmint.dr.review.Review;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.BucketValidation;
import io.labelmint.dr.validation.DatabaseValidation;
import io.labelmint.dr.validation.RedisValidation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\|");

    /** What a run finds besides its checks. */
    private static final Set<String> OF_THE_RUN = Set.of(
            "backup.completed",
            "notice.delivered",
            "metrics.published",
            "heartbeat.written",
            "restore.completed",
            "cut-over.completed",
            "restore-test.restored",
            "restore-test.destroyed",
            "restore-test.swept",
            "aws-restore-test.restored",
            "aws-restore-test.reported",
            "review.access-audit",
            "review.health-score",
            "runbook.written",
            "drill.budget",
            "drill.recovery-time",
            "approval.break-glass");

    @Test
    void everyCheckIsDocumentedAndEveryDocumentedCheckIsMade() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("dr.root"), "docs", "checks.md"));
        Set<String> documented = DOCUMENTED
                .matcher(page)
                .results()
                .map((MatchResult row) -> row.group(1))
                .filter(id -> !OF_THE_RUN.contains(id)
                        && !BucketValidation.checks().contains(id)
                        && !DatabaseValidation.checks().contains(id)
                        && !RedisValidation.checks().contains(id)
                        && !Review.checks().contains(id))
                .collect(Collectors.toSet());

        assertThat(page)
                .contains(OF_THE_RUN)
                .contains(BucketValidation.checks())
                .contains(DatabaseValidation.checks())
                .contains(RedisValidation.checks())
                .contains(Review.checks());
        Set<String> made = Stream.concat(
                        Stream.of(
                                Capabilities.checks(ledgers(), RunKind.REHEARSAL),
                                Capabilities.readiness(ledgers(), RunKind.REHEARSAL)),
                        Area.all().stream().map(area -> Capabilities.review(area, ledgers(), RunKind.REHEARSAL)))
                .flatMap(List::stream)
                .map(Check::id)
                .collect(Collectors.toSet());
        assertThat(made).containsExactlyInAnyOrderElementsOf(documented);
    }

    private static Ledgers ledgers() {
        return new MemoryLedgers(new VirtualTimeline(Instant.EPOCH), Capabilities.json());
    }
}
