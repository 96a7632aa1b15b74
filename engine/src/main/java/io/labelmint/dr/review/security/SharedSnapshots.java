package io.labelmint.dr.review.security;

import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbSnapshotSharing;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.OperationTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Whether somebody else may restore manual snapshots of a database. RDS tells it of one snapshot at a time, and a database
 * may have hundreds, so ten of each region are asked about: the newest, and then those most likely to have been shared,
 * which are the ones that are not encrypted (only they can be public: Amazon RDS API Reference, ModifyDBSnapshotAttribute,
 * ValuesToAdd), those this product did not make, and the newer ones, in this order. How many there are is said.
 */
final class SharedSnapshots {
    /** Ours: with both regions twenty requests a database, at one a second. */
    static final int MOST = 10;

    private static final Comparator<DBSnapshot> NEWEST_FIRST = Comparator.comparing(
                    DBSnapshot::snapshotCreateTime, Comparator.nullsFirst(Comparator.naturalOrder()))
            .reversed()
            .thenComparing(DBSnapshot::dbSnapshotIdentifier);

    private SharedSnapshots() {}

    static void judge(Tally tally, PostgresDatabase database, String region, Observatory observatory) {
        tally.read(observatory.read(new ManualDbSnapshots(region)), all -> {
            List<DBSnapshot> own = all.stream()
                    .filter(snapshot -> database.instance().equals(snapshot.dbInstanceIdentifier()))
                    .sorted(NEWEST_FIRST)
                    .toList();
            List<String> asked = asked(own);
            tally.fact(region + ".snapshots", own.size());
            tally.fact(region + ".snapshotsLookedAt", asked.size());
            if (!asked.isEmpty()) {
                tally.read(
                        observatory.read(new DbSnapshotSharing(region, asked)),
                        shared -> shared.forEach((snapshot, with) -> judge(tally, region, snapshot, with)));
            }
        });
    }

    private static void judge(Tally tally, String region, String snapshot, List<String> with) {
        if (with.isEmpty()) {
            return;
        }
        boolean everybody = with.contains("all");
        tally.fact(region + "." + snapshot, String.join(", ", with));
        tally.wrong(
                "Snapshot " + snapshot + " in " + region + " may be restored by "
                        + (everybody ? "every account of AWS." : "account " + String.join(", ", with) + "."),
                everybody
                        ? "Stop sharing it at once (aws rds modify-db-snapshot-attribute --attribute-name restore"
                                + " --values-to-remove all), and take it that its data is known."
                        : "Stop sharing it, or keep what another account needs in a database of its own.");
    }

    private static List<String> asked(List<DBSnapshot> newestFirst) {
        List<DBSnapshot> rest = new ArrayList<>(newestFirst);
        Optional<DBSnapshot> newest = newestFirst.stream().findFirst();
        newest.ifPresent(rest::remove);
        // Sorting is stable, so the newest stay first among their like.
        rest.sort(Comparator.comparing((DBSnapshot snapshot) -> Boolean.TRUE.equals(snapshot.encrypted()))
                .thenComparing(SharedSnapshots::isOurs));
        newest.ifPresent(first -> rest.add(0, first));
        return rest.stream().limit(MOST).map(DBSnapshot::dbSnapshotIdentifier).toList();
    }

    private static boolean isOurs(DBSnapshot snapshot) {
        return snapshot.tagList().stream().anyMatch(tag -> OperationTag.KEY.equals(tag.key()));
    }
}
