package io.labelmint.dr.restore.redis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a group is restored from, and what is known of the moment it is of.
 *
 * @param snapshot name of the snapshot; empty if it is restored from files
 * @param files ARNs of the S3 objects the snapshot was exported to, one a shard; empty if it is restored from the snapshot
 * @param consistentAt when the data was as the snapshot has it; empty if the region that could tell is silent
 * @param nodes the nodes the snapshot was taken of, whose keys CloudWatch counted
 */
public record CacheOrigin(String snapshot, List<String> files, Optional<Instant> consistentAt, List<String> nodes) {
    public CacheOrigin {
        files = List.copyOf(files);
        nodes = List.copyOf(nodes);
    }

    /** What it is called in evidence. */
    String name() {
        return files.isEmpty() ? snapshot : String.join(", ", files);
    }
}
