package io.labelmint.dr.estate;

import java.util.List;
import java.util.Optional;

/**
 * Where in a region a restored replication group is put, and with what. ElastiCache puts it into the default subnet group
 * with the default security group and the default users unless it is told others (Amazon ElastiCache API Reference,
 * CreateReplicationGroup), so all of it is declared.
 *
 * @param subnetGroup name of the cache subnet group
 * @param securityGroups ids of the VPC security groups; at least one
 * @param parameterGroup name of the cache parameter group
 * @param nodeType cache node type; that of the snapshot unless declared
 * @param key KMS key it is encrypted with at rest; that of ElastiCache unless declared
 * @param userGroup the user group that may connect; needed where the source asks for a password
 */
public record CachePlace(
        String subnetGroup,
        List<String> securityGroups,
        String parameterGroup,
        Optional<String> nodeType,
        Optional<String> key,
        Optional<String> userGroup) {

    public CachePlace {
        securityGroups = List.copyOf(securityGroups);
    }
}
