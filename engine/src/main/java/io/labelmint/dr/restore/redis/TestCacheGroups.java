package io.labelmint.dr.restore.redis;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.restore.TestCopies;
import java.util.List;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/** The replication groups that restore tests of Redis groups left. */
public final class TestCacheGroups implements TestCopies {
    @Override
    public boolean declaredBy(Estate estate) {
        return estate.caches().stream()
                .anyMatch(redis -> redis.restores().test().isPresent());
    }

    @Override
    public boolean concerns(Estate estate) {
        return !estate.caches().isEmpty();
    }

    @Override
    public Reading<Found> find(Estate estate, String region, Observatory observatory) {
        return observatory.read(new ReplicationGroups(region)).map(all -> found(estate, region, all));
    }

    private static Found found(Estate estate, String region, List<ReplicationGroup> all) {
        List<TestCacheGroup> copies = TestCacheGroup.of(estate.name(), region, all);
        return new Found(
                copies,
                all.stream()
                        .filter(group -> TestCacheGroup.looksLike(estate.name(), group))
                        .map(ReplicationGroup::replicationGroupId)
                        .filter(name ->
                                copies.stream().noneMatch(copy -> copy.name().equals(name)))
                        .toList());
    }
}
