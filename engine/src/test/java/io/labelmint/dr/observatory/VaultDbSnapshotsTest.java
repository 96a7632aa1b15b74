package io.labelmint.dr.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;

/** Snapshots of AWS Backup that are asked for by name, which may be many where there is one an hour. */
class VaultDbSnapshotsTest {
    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
    private final List<List<String>> named = new ArrayList<>();

    @Test
    void noCallNamesMoreThanOneCanAnswerAndEachIsAskedForOnce() {
        TreeSet<String> ids = IntStream.range(0, 250)
                .mapToObj(number -> "awsbackup:job-%03d".formatted(number))
                .collect(Collectors.toCollection(TreeSet::new));

        List<DBSnapshot> found = new AwsObservatory(new Rds(), timeline, new RegionHealth(timeline))
                .read(new VaultDbSnapshots("us-east-1", ids))
                .orElseThrow();

        assertThat(found).extracting(DBSnapshot::dbSnapshotIdentifier).containsExactlyElementsOf(ids);
        assertThat(named).extracting(List::size).containsExactly(100, 100, 50);
    }

    /** Has every snapshot it is asked for by name. */
    private final class Rds implements Aws {
        @Override
        public <C extends SdkClient> C client(Class<C> type, String region) {
            return type.cast(new RdsClient() {
                @Override
                public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
                    List<String> ids = request.filters().get(0).values();
                    named.add(ids);
                    return DescribeDbSnapshotsResponse.builder()
                            .dbSnapshots(ids.stream()
                                    .map(id -> DBSnapshot.builder()
                                            .dbSnapshotIdentifier(id)
                                            .build())
                                    .toList())
                            .build();
                }

                @Override
                public String serviceName() {
                    return "rds";
                }

                @Override
                public void close() {}
            });
        }
    }
}
