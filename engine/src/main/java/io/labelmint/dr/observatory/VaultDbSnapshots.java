package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Filter;

/**
 * The DB snapshots of a region that AWS Backup keeps: what its recovery points of databases are made of. RDS does not
 * list them among the others (Amazon RDS API Reference, DescribeDBSnapshots, SnapshotType).
 *
 * @param region the region
 * @param ids their identifiers, of which a call names as many as it answers; all of the region if empty
 */
public record VaultDbSnapshots(String region, SortedSet<String> ids) implements Query<List<DBSnapshot>> {
    /** "Accepts DB snapshot identifiers" (Amazon RDS API Reference, DescribeDBSnapshots, Filters). */
    private static final String BY_ID = "db-snapshot-id";

    private static final Api API = Api.unpublished("rds", "DescribeDBSnapshots");

    public VaultDbSnapshots {
        ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
    }

    /** All of the region. */
    public VaultDbSnapshots(String region) {
        this(region, Collections.emptySortedSet());
    }

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<DBSnapshot> fetch(Pages pages) {
        if (ids.isEmpty()) {
            return fetch(pages, List.of());
        }
        List<String> all = List.copyOf(ids);
        List<DBSnapshot> snapshots = new ArrayList<>();
        for (int from = 0; from < all.size(); from += RdsPaging.LARGEST) {
            List<String> some = all.subList(from, Math.min(all.size(), from + RdsPaging.LARGEST));
            snapshots.addAll(fetch(
                    pages, List.of(Filter.builder().name(BY_ID).values(some).build())));
        }
        return snapshots;
    }

    private static List<DBSnapshot> fetch(Pages pages, List<Filter> filters) {
        RdsClient rds = pages.client(RdsClient.class);
        return Paged.all(
                pages,
                marker -> rds.describeDBSnapshots(request -> request.snapshotType("awsbackup")
                        .filters(filters)
                        .marker(marker)
                        .maxRecords(RdsPaging.LARGEST)),
                DescribeDbSnapshotsResponse::dbSnapshots,
                DescribeDbSnapshotsResponse::marker);
    }
}
