package io.labelmint.dr.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** Snapshots that operations of ours made for a store, by how many days old they are. */
final class OwnSnapshots {
    private final String estate;
    private final String store;
    private final Instant now;
    private final LocalDate today;

    OwnSnapshots(String estate, String store, Instant now) {
        this.estate = estate;
        this.store = store;
        this.now = now;
        this.today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** The newest {@code count}, all kept for long. */
    List<DBSnapshot> kept(int count) {
        List<DBSnapshot> all = new ArrayList<>();
        for (int age = 1; age <= count; age++) {
            all.add(snapshot(age, today.plusDays(30)));
        }
        return all;
    }

    /** So many, all past their day, the newest first. */
    List<DBSnapshot> past(int count) {
        List<DBSnapshot> all = new ArrayList<>();
        for (int age = 40; age < 40 + count; age++) {
            all.add(snapshot(age, today.minusDays(1)));
        }
        return all;
    }

    String name(int age) {
        return "dr-backup-" + store + "-" + today.minusDays(age);
    }

    DBSnapshot snapshot(int age, LocalDate deleteAfter) {
        Instant moment = now.minus(Duration.ofDays(age));
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(name(age))
                .dbSnapshotArn("arn:aws:rds:us-east-1:123456789012:snapshot:" + name(age))
                .snapshotType("manual")
                .status("available")
                .originalSnapshotCreateTime(moment)
                .tagList(
                        tag("dr:operation", name(age).substring("dr-".length())),
                        tag("dr:estate", estate),
                        tag("dr:store", store),
                        tag("dr:delete-after", deleteAfter.toString()))
                .build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
