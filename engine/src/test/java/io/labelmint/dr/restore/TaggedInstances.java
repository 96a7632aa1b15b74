package io.labelmint.dr.restore;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/** Instances as restore tests of the LabelMint estate make them, for tests to change in one thing. */
final class TaggedInstances {
    static final String ESTATE = "labelmint-production";
    static final String STORE = "orders-db";
    static final OperationId OWNER = new OperationId("restore-test-orders-db-20261122-1-0a1b2c3d");
    static final Instant EXPIRES = Instant.parse("2026-11-22T14:00:00Z");
    static final String NAME = TestInstance.nameOf(OWNER, STORE);

    private TaggedInstances() {}

    static Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(TestInstance.tags(ESTATE, STORE, EXPIRES));
        tags.put("dr:operation", OWNER.value());
        return tags;
    }

    static DBInstance instance(String name, Map<String, String> tags) {
        return DBInstance.builder()
                .dbInstanceIdentifier(name)
                .dbInstanceArn("arn:aws:rds:" + LabelMint.WEST + ":123456789012:db:" + name)
                .dbInstanceClass("db.t4g.large")
                .dbInstanceStatus("available")
                .instanceCreateTime(Instant.parse("2026-11-22T02:20:00Z"))
                .deletionProtection(false)
                .tagList(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    static DBInstance instance() {
        return instance(NAME, tags());
    }
}
