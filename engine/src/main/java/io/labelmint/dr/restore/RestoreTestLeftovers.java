package io.labelmint.dr.restore;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Is every copy of a restore test gone when its time is over? What is forgotten costs money, and is a copy of
 * production. What only looks like one, by some of its tags, is told too, and nobody deletes it by itself.
 */
public final class RestoreTestLeftovers implements Check {
    @Override
    public String id() {
        return "restore-test.leftovers";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        if (TestCopies.all().stream().noneMatch(kind -> kind.declaredBy(estate))) {
            return List.of();
        }
        return Stream.of(estate.regions().primary(), estate.regions().dr())
                .map(region -> find(estate, region, observatory, now))
                .toList();
    }

    private Finding find(Estate estate, String region, Observatory observatory, Instant now) {
        Look look =
                new Look(id(), region, "copies made for tests are deleted when their time is over", Controls.BACKUP);
        try {
            return judge(look, region, TestCopies.in(region, estate, observatory), now);
        } catch (Unanswered e) {
            return look.notTested(e.problem());
        }
    }

    private static Finding judge(Look look, String region, TestCopies.Found found, Instant now) {
        List<String> left = found.copies().stream()
                .filter(copy -> copy.expired(now))
                .map(copy -> copy.words(now))
                .toList();
        Facts facts = Facts.of("region", region, "copies", found.copies().size(), "expired", left.size());
        if (!left.isEmpty()) {
            return look.failed(
                    "Copies of restore tests are past their time in " + region + ": " + String.join(", ", left) + ".",
                    "Run `dr run sweep`, or the next restore test, which deletes them.",
                    facts);
        }
        if (!found.doubtful().isEmpty()) {
            return look.failed(
                    "Tags say that these are copies of restore tests in " + region
                            + ", and their names or operations do not: " + String.join(", ", found.doubtful()) + ".",
                    "Find out who tagged them; nothing deletes them by itself.",
                    facts);
        }
        String there = found.copies().isEmpty()
                ? "No copy of a restore test is in " + region + "."
                : "Copies of restore tests in " + region + " are within their time: "
                        + found.copies().stream().map(TestCopy::name).collect(Collectors.joining(", ")) + ".";
        return look.passed(there, facts);
    }
}
