package io.labelmint.dr.restore;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Is every instance of a restore test gone when its time is over? What is forgotten costs money, and is a copy of
 * production. What only looks like one, by some of its tags, is told too, and nobody deletes it by itself.
 */
public final class RestoreTestLeftovers implements Check {
    @Override
    public String id() {
        return "restore-test.leftovers";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        boolean tested = estate.databases().stream()
                .anyMatch(database -> database.restores().test().isPresent());
        if (!tested) {
            return List.of();
        }
        return Stream.of(estate.regions().primary(), estate.regions().dr())
                .map(region -> {
                    Look look = new Look(
                            id(), region, "copies made for tests are deleted when their time is over", Controls.BACKUP);
                    return observatory
                            .read(new DbInstances(region))
                            .fold(all -> judge(look, estate, region, all, now), look::notTested);
                })
                .toList();
    }

    private static Finding judge(Look look, Estate estate, String region, List<DBInstance> all, Instant now) {
        List<TestInstance> tests = TestInstance.of(estate.name(), region, all);
        List<String> left = new ArrayList<>();
        tests.stream()
                .filter(test -> test.expired(now))
                .forEach(test -> left.add(test.name() + " (" + test.instanceClass() + ", "
                        + Ages.words(Duration.between(test.created().orElse(test.expires()), now)) + " old)"));
        List<String> doubtful = all.stream()
                .filter(instance -> TestInstance.looksLike(estate.name(), instance))
                .map(DBInstance::dbInstanceIdentifier)
                .filter(name -> tests.stream().noneMatch(test -> test.name().equals(name)))
                .toList();
        Facts facts = Facts.of("region", region, "instances", tests.size(), "expired", left.size());
        if (!left.isEmpty()) {
            return look.failed(
                    "Instances of restore tests are past their time in " + region + ": " + String.join(", ", left)
                            + ".",
                    "Run `dr run sweep`, or the next restore test, which deletes them.",
                    facts);
        }
        if (!doubtful.isEmpty()) {
            return look.failed(
                    "Tags say that these are instances of restore tests in " + region
                            + ", and their names or operations do not: " + String.join(", ", doubtful) + ".",
                    "Find out who tagged them; nothing deletes them by itself.",
                    facts);
        }
        String there = tests.isEmpty()
                ? "No instance of a restore test is in " + region + "."
                : "Instances of restore tests in " + region + " are within their time: "
                        + tests.stream().map(TestInstance::name).collect(Collectors.joining(", ")) + ".";
        return look.passed(there, facts);
    }
}
