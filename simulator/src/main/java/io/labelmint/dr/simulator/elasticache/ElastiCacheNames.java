package io.labelmint.dr.simulator.elasticache;

import java.util.Locale;
import java.util.regex.Pattern;

/** The rules of names, which ElastiCache keeps in lower case. */
final class ElastiCacheNames {
    private static final Pattern NAME = Pattern.compile("[a-z](-?[a-z0-9])*");

    /**
     * One to 40 letters, digits or hyphens: API reference, CreateReplicationGroup; for backups, user guide, "Making
     * manual backups".
     */
    private static final int LONGEST = 40;

    private ElastiCacheNames() {}

    static String newGroup(String id) {
        return valid("ReplicationGroupId", id);
    }

    static String newSnapshot(String name) {
        return valid("SnapshotName", name);
    }

    /** The suffix of a global datastore; no rule is published, so it is held to the one of replication groups. */
    static String newGlobalSuffix(String suffix) {
        return valid("GlobalReplicationGroupIdSuffix", suffix);
    }

    static String existing(String id) {
        return id == null ? "" : id.toLowerCase(Locale.ROOT);
    }

    private static String valid(String parameter, String given) {
        if (given == null) {
            throw ElastiCacheErrors.missing(parameter);
        }
        String name = existing(given);
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw ElastiCacheErrors.invalidValue(
                    "The parameter " + parameter + " is not a valid identifier. Identifiers"
                            + " must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end"
                            + " with a hyphen or contain two consecutive hyphens.");
        }
        return name;
    }
}
