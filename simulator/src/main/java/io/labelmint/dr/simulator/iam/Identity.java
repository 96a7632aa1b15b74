package io.labelmint.dr.simulator.iam;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A user, a group or a role. */
final class Identity {
    /** What it is; names are unique among those of a kind, whatever their path (IAM User Guide, "IAM and AWS STS quotas"). */
    enum Kind {
        USER,
        GROUP,
        ROLE
    }

    final Kind kind;
    final String path;
    final String name;
    final String arn;
    final Instant created;

    /** Documents by name. */
    final Map<String, String> inline = new TreeMap<>();

    /** ARNs of managed policies. */
    final SortedSet<String> attached = new TreeSet<>();

    /** Names of the groups a user is in. */
    final SortedSet<String> groups = new TreeSet<>();

    /** Who may assume a role. */
    Optional<String> trust = Optional.empty();

    /** ARN of a managed policy. */
    Optional<String> boundary = Optional.empty();

    Identity(Kind kind, String path, String name, String arn, Instant created) {
        this.kind = kind;
        this.path = path;
        this.name = name;
        this.arn = arn;
        this.created = created;
    }
}
