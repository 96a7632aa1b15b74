package io.labelmint.dr.discovery;

import io.labelmint.dr.discovery.Discovered.Note;
import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out what an account has in two regions. Reads only, and may be postponed as all reading. */
public final class Discovery {
    private Discovery() {}

    /**
     * What {@code observatory} sees of what was asked for.
     *
     * @param account the account it looks at, if that is known
     * @throws io.labelmint.dr.observatory.Postponed when the request budget allows no more now; ask again through a {@link
     *     io.labelmint.dr.observatory.Remembering} observatory
     */
    public static Discovered of(
            DiscoveryRequest request, Optional<String> account, Observatory observatory, Instant now) {
        Regions regions = request.regions();
        Sight sight = new Sight(observatory);
        Ids ids = new Ids(request.name());
        BackedUp backedUp = new BackedUp(regions, sight, now);
        Databases databases = new Databases(regions, sight, ids, backedUp);
        Caches caches = new Caches(regions, sight, ids);
        ReplicatedBuckets buckets = new ReplicatedBuckets(regions, sight, ids);
        Services services = new Services(regions, sight, ids);
        List<Entry> entries = new ArrayList<>();
        entries.addAll(databases.entries());
        entries.addAll(caches.entries());
        entries.addAll(buckets.entries());
        entries.addAll(services.entries());
        List<String> uncovered = new ArrayList<>();
        uncovered.addAll(databases.uncovered());
        uncovered.addAll(caches.uncovered());
        uncovered.addAll(buckets.uncovered());
        uncovered.addAll(services.uncovered());
        Names names = new Names(sight);
        List<Note> notes = List.of(
                state(regions, buckets.otherwise()),
                topics(regions, sight),
                new Note(
                        "which of these names move with a failover, and how (docs/failover.md)",
                        names.facts(),
                        headed("records:", names.lines())),
                new Note(
                        "whether AWS Backup keeps copies that outlive a stolen password: via: aws-backup, with these vaults",
                        backedUp.lines(),
                        List.of()),
                retention(databases.backupDays()));
        return new Discovered(request, account, entries, uncovered, sight.unread(), notes);
    }

    private static Note state(Regions regions, List<String> candidates) {
        String bucket = candidates.size() == 1 ? candidates.get(0) : "A-BUCKET-IN-" + regions.dr();
        return new Note(
                "the bucket that keeps ledgers, so that another machine can finish what one began",
                candidates.stream().map(name -> name + " is in " + regions.dr()).toList(),
                List.of("state: { bucket: " + bucket + " }"));
    }

    private static Note topics(Regions regions, Sight sight) {
        List<String> lines = new ArrayList<>();
        sight.list("topics", new Topics(regions.dr())).forEach(topic -> lines.add("  drTopic: " + topic));
        sight.list("topics", new Topics(regions.primary())).forEach(topic -> lines.add("  primaryTopic: " + topic));
        return new Note(
                "who is told of what is red: one topic of each region, that of " + regions.dr() + " first",
                List.of(),
                headed("notifications:", lines));
    }

    private static Note retention(List<Integer> days) {
        String found = days.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return new Note(
                "how long backups are kept; these are the defaults, which are checked for as long as nothing is written",
                days.isEmpty() ? List.of() : List.of("automated backups reach back " + found + " days today"),
                List.of("retention: { pitrDays: 35, dailyDays: 35, weeklyDays: 90, monthlyDays: 365 }"));
    }

    private static List<String> headed(String key, List<String> lines) {
        List<String> all = new ArrayList<>();
        if (!lines.isEmpty()) {
            all.add(key);
            all.addAll(lines);
        }
        return all;
    }
}
