package io.labelmint.dr.provision;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who may do what with objects: read and restore those of the declared buckets, and remove versions of what restore tests
 * put into their bucket, nowhere else. A restore into any other bucket needs a grant for that bucket.
 *
 * @param estate the estate
 * @param partition the partition of its ARNs
 */
record ObjectPermissions(Estate estate, String partition) {
    private static final Set<String> READ =
            Set.of("s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging");
    private static final Set<String> WRITE = Set.of("s3:PutObject", "s3:PutObjectTagging", "s3:DeleteObject");
    private static final Set<String> REMOVE = Set.of("s3:DeleteObjectVersion");
    private static final Set<String> KEYS = Set.of("kms:Decrypt", "kms:GenerateDataKey");

    /** A statement of the policy; with an empty condition, that of all. */
    record Grant(String id, SortedSet<String> actions, List<String> resources, Map<String, Object> condition) {}

    /** Whether {@code action} is granted for some objects only. */
    static boolean narrowed(String action) {
        return READ.contains(action) || WRITE.contains(action) || REMOVE.contains(action) || KEYS.contains(action);
    }

    /** What of {@code actions} is granted, and for which objects; reading always. */
    List<Grant> grants(Set<String> actions) {
        SortedSet<String> stores = new TreeSet<>();
        SortedSet<String> tests = new TreeSet<>();
        for (Bucket bucket : estate.buckets()) {
            stores.add(objects(bucket.bucket(), ""));
            bucket.replica().ifPresent(replica -> stores.add(objects(replica, "")));
            bucket.restoreTest().ifPresent(test -> tests.add(objects(test.bucket(), Bucket.TEST_PREFIX)));
        }
        if (stores.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>(stores);
        all.addAll(tests);
        SortedSet<String> writes = of(WRITE, actions);
        List<Grant> grants = new ArrayList<>();
        grants.add(new Grant("ReadObjects", new TreeSet<>(READ), all, Map.of()));
        // A cache's export needs two of these as well, which has a grant of its own.
        if (writes.contains("s3:PutObjectTagging")) {
            grants.add(new Grant("RestoreObjects", writes, all, Map.of()));
        }
        if (!tests.isEmpty() && actions.containsAll(REMOVE)) {
            grants.add(new Grant("RemoveTestedObjects", new TreeSet<>(REMOVE), List.copyOf(tests), Map.of()));
        }
        grants.add(new Grant(
                "KeysOfObjects",
                new TreeSet<>(KEYS),
                List.of("*"),
                Map.of(
                        "StringEquals",
                        Map.of(
                                "kms:ViaService",
                                List.of(
                                        "s3." + estate.regions().primary() + ".amazonaws.com",
                                        "s3." + estate.regions().dr() + ".amazonaws.com")))));
        return grants;
    }

    private static SortedSet<String> of(Set<String> all, Set<String> actions) {
        SortedSet<String> some = new TreeSet<>(all);
        some.retainAll(actions);
        return some;
    }

    private String objects(String bucket, String prefix) {
        return "arn:" + partition + ":s3:::" + bucket + "/" + prefix + "*";
    }
}
