package io.labelmint.dr.restore;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The instances that restore tests of databases left. */
final class TestInstances implements TestCopies {
    @Override
    public boolean declaredBy(Estate estate) {
        return estate.databases().stream()
                .anyMatch(database -> database.restores().test().isPresent());
    }

    @Override
    public Reading<Found> find(Estate estate, String region, Observatory observatory) {
        return observatory.read(new DbInstances(region)).map(all -> found(estate, region, all));
    }

    private static Found found(Estate estate, String region, List<DBInstance> all) {
        List<TestInstance> copies = TestInstance.of(estate.name(), region, all);
        return new Found(
                copies,
                all.stream()
                        .filter(instance -> TestInstance.looksLike(estate.name(), instance))
                        .map(DBInstance::dbInstanceIdentifier)
                        .filter(name ->
                                copies.stream().noneMatch(copy -> copy.name().equals(name)))
                        .toList());
    }
}
