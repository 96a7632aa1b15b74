package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.AwsError;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticache.model.CacheClusterNotFoundException;
import software.amazon.awssdk.services.elasticache.model.CacheParameterGroupAlreadyExistsException;
import software.amazon.awssdk.services.elasticache.model.CacheParameterGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.CacheSubnetGroupAlreadyExistsException;
import software.amazon.awssdk.services.elasticache.model.CacheSubnetGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.ElastiCacheException;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupAlreadyExistsException;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.InvalidArnException;
import software.amazon.awssdk.services.elasticache.model.InvalidCacheClusterStateException;
import software.amazon.awssdk.services.elasticache.model.InvalidGlobalReplicationGroupStateException;
import software.amazon.awssdk.services.elasticache.model.InvalidKmsKeyException;
import software.amazon.awssdk.services.elasticache.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.elasticache.model.InvalidParameterValueException;
import software.amazon.awssdk.services.elasticache.model.InvalidReplicationGroupStateException;
import software.amazon.awssdk.services.elasticache.model.InvalidSnapshotStateException;
import software.amazon.awssdk.services.elasticache.model.InvalidSubnetException;
import software.amazon.awssdk.services.elasticache.model.NodeQuotaForCustomerExceededException;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroupAlreadyExistsException;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroupNotFoundException;
import software.amazon.awssdk.services.elasticache.model.SnapshotAlreadyExistsException;
import software.amazon.awssdk.services.elasticache.model.SnapshotNotFoundException;
import software.amazon.awssdk.services.elasticache.model.SnapshotQuotaExceededException;
import software.amazon.awssdk.services.elasticache.model.TagQuotaPerResourceExceededException;
import software.amazon.awssdk.services.elasticache.model.UserGroupNotFoundException;

/**
 * The errors of ElastiCache. Codes and statuses are those of the service model (some end in {@code Fault}, some do not);
 * sentences are the documentation's of each error unless a source is given.
 */
final class ElastiCacheErrors {
    private ElastiCacheErrors() {}

    static AwsServiceException groupNotFound(String id) {
        return of(
                ReplicationGroupNotFoundException.builder(),
                "ReplicationGroupNotFoundFault",
                404,
                "ReplicationGroup " + id + " not found.");
    }

    static AwsServiceException groupExists(String id) {
        return of(
                ReplicationGroupAlreadyExistsException.builder(),
                "ReplicationGroupAlreadyExists",
                400,
                "Replication group " + id + " already exists.");
    }

    static AwsServiceException groupState(String message) {
        return of(InvalidReplicationGroupStateException.builder(), "InvalidReplicationGroupState", 400, message);
    }

    /** The sentence is quoted in terraform-provider-aws #24968. */
    static AwsServiceException clusterNotFound(String id) {
        return of(
                CacheClusterNotFoundException.builder(),
                "CacheClusterNotFound",
                404,
                id + " is either not present or not available.");
    }

    static AwsServiceException clusterState(String message) {
        return of(InvalidCacheClusterStateException.builder(), "InvalidCacheClusterState", 400, message);
    }

    static AwsServiceException snapshotNotFound(String name) {
        return of(
                SnapshotNotFoundException.builder(),
                "SnapshotNotFoundFault",
                404,
                "The requested snapshot name does not refer to an existing snapshot: " + name);
    }

    static AwsServiceException snapshotExists(String name) {
        return of(
                SnapshotAlreadyExistsException.builder(),
                "SnapshotAlreadyExistsFault",
                400,
                "You already have a snapshot with the given name: " + name);
    }

    static AwsServiceException snapshotState(String message) {
        return of(InvalidSnapshotStateException.builder(), "InvalidSnapshotState", 400, message);
    }

    static AwsServiceException snapshotQuota(String message) {
        return of(SnapshotQuotaExceededException.builder(), "SnapshotQuotaExceededFault", 400, message);
    }

    static AwsServiceException globalNotFound(String id) {
        return of(
                GlobalReplicationGroupNotFoundException.builder(),
                "GlobalReplicationGroupNotFoundFault",
                404,
                "The Global datastore does not exist: " + id);
    }

    static AwsServiceException globalExists(String id) {
        return of(
                GlobalReplicationGroupAlreadyExistsException.builder(),
                "GlobalReplicationGroupAlreadyExistsFault",
                400,
                "The Global datastore name already exists: " + id);
    }

    static AwsServiceException globalState(String message) {
        return of(
                InvalidGlobalReplicationGroupStateException.builder(),
                "InvalidGlobalReplicationGroupState",
                400,
                message);
    }

    static AwsServiceException invalidKey(String key) {
        return of(
                InvalidKmsKeyException.builder(),
                "InvalidKMSKeyFault",
                400,
                "The KMS key supplied is not valid: " + key);
    }

    static AwsServiceException invalidArn(String arn) {
        return of(
                InvalidArnException.builder(),
                "InvalidARN",
                400,
                "The requested Amazon Resource Name (ARN) does not refer to an existing resource: " + arn);
    }

    static AwsServiceException tooManyTags() {
        return of(
                TagQuotaPerResourceExceededException.builder(),
                "TagQuotaPerResourceExceeded",
                400,
                "The request cannot be processed because it would cause the resource to have more than the allowed"
                        + " number of tags.");
    }

    static AwsServiceException parameterGroupNotFound(String name) {
        return of(
                CacheParameterGroupNotFoundException.builder(),
                "CacheParameterGroupNotFound",
                404,
                "CacheParameterGroup not found: " + name);
    }

    static AwsServiceException parameterGroupExists(String name) {
        return of(
                CacheParameterGroupAlreadyExistsException.builder(),
                "CacheParameterGroupAlreadyExists",
                400,
                "A cache parameter group with the requested name already exists: " + name);
    }

    static AwsServiceException subnetGroupNotFound(String name) {
        return of(
                CacheSubnetGroupNotFoundException.builder(),
                "CacheSubnetGroupNotFoundFault",
                400,
                "Cache Subnet Group " + name + " does not exist.");
    }

    static AwsServiceException subnetGroupExists(String name) {
        return of(
                CacheSubnetGroupAlreadyExistsException.builder(),
                "CacheSubnetGroupAlreadyExists",
                400,
                "The requested cache subnet group name is already in use by an existing cache subnet group: " + name);
    }

    static AwsServiceException invalidSubnet() {
        return of(
                InvalidSubnetException.builder(), "InvalidSubnet", 400, "An invalid subnet identifier was specified.");
    }

    static AwsServiceException userGroupNotFound(String id) {
        return of(
                UserGroupNotFoundException.builder(),
                "UserGroupNotFound",
                404,
                "The user group was not found or does not exist: " + id);
    }

    static AwsServiceException nodeQuota() {
        return of(
                NodeQuotaForCustomerExceededException.builder(),
                "NodeQuotaForCustomerExceeded",
                400,
                "The request cannot be processed because it would exceed the allowed number of cache nodes per customer.");
    }

    static AwsServiceException invalidValue(String message) {
        return of(InvalidParameterValueException.builder(), "InvalidParameterValue", 400, message);
    }

    static AwsServiceException invalidCombination(String message) {
        return of(InvalidParameterCombinationException.builder(), "InvalidParameterCombination", 400, message);
    }

    /** ElastiCache API reference, "Common Errors". */
    static AwsServiceException missing(String parameter) {
        return of(
                ElastiCacheException.builder(),
                "MissingParameter",
                400,
                "The request must contain the parameter " + parameter + ".");
    }

    private static AwsServiceException of(
            AwsServiceException.Builder builder, String code, int status, String message) {
        return AwsError.of(builder, "ElastiCache", code, status, message);
    }
}
