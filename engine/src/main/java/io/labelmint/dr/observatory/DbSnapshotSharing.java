package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/**
 * Who else may restore manual DB snapshots: numbers of accounts, or {@code all} for everybody (Amazon RDS API Reference,
 * DBSnapshotAttribute, {@code restore}). A snapshot that is gone by now is left out.
 *
 * @param region the region
 * @param snapshots their identifiers: a few, each is a request
 */
public record DbSnapshotSharing(String region, List<String> snapshots)
        implements Query<SortedMap<String, List<String>>> {
    private static final String RESTORE = "restore";

    /** RDS publishes no rate; snapshots are asked about one by one, so they have a budget beside that of coarse lists. */
    private static final Api API = new Api("rds", "DescribeDBSnapshotAttributes", Duration.ofSeconds(1), 20, false);

    public DbSnapshotSharing {
        snapshots = List.copyOf(snapshots);
    }

    @Override
    public Api api() {
        return API;
    }

    @Override
    public SortedMap<String, List<String>> fetch(Pages pages) {
        SortedMap<String, List<String>> shared = new TreeMap<>();
        for (String snapshot : snapshots) {
            pages.count();
            with(pages.client(RdsClient.class), snapshot).ifPresent(others -> shared.put(snapshot, others));
        }
        return Collections.unmodifiableSortedMap(shared);
    }

    /** Empty if it is gone: retention deletes snapshots while others look. */
    private static Optional<List<String>> with(RdsClient rds, String snapshot) {
        try {
            return Optional.of(rds
                    .describeDBSnapshotAttributes(request -> request.dbSnapshotIdentifier(snapshot))
                    .dbSnapshotAttributesResult()
                    .dbSnapshotAttributes()
                    .stream()
                    .filter(attribute -> RESTORE.equals(attribute.attributeName()))
                    .flatMap(attribute -> attribute.attributeValues().stream())
                    .toList());
        } catch (DbSnapshotNotFoundException e) {
            return Optional.empty();
        }
    }
}
