package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.DbParameters;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Is each database in the DR region set as it is in the primary one: with the parameters somebody set, the same version of the
 * engine, and backups kept as long as declared? Each difference is told with both values. Needs the primary region, too.
 */
public final class DatabaseDrift implements Check {
    private static final String UNSET = "not set";

    @Override
    public String id() {
        return "readiness.database-drift";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.databases().stream()
                .map(database -> new Sides(estate, database, observatory).finding())
                .toList();
    }

    /** One database in both regions. */
    private final class Sides {
        private final PostgresDatabase database;
        private final Observatory observatory;
        private final String dr;
        private final String primary;
        private final Optional<Replica> replica;
        private final Tally tally;

        Sides(Estate estate, PostgresDatabase database, Observatory observatory) {
            this.database = database;
            this.observatory = observatory;
            this.dr = estate.regions().dr();
            this.primary = estate.regions().primary();
            this.replica = DrReplicas.of(estate, database);
            this.tally = new Tally(
                    new Look(id(), database.id(), "the database is set the same in both regions", Controls.CONTINUITY));
        }

        Finding finding() {
            tally.read(
                    observatory.read(new DbInstances(primary)),
                    all -> DbInstances.find(all, database.instance())
                            .ifPresentOrElse(this::compare, () -> missing(database.instance(), primary)));
            database.replicatedBackups().ifPresent(this::retention);
            return tally.finding(database.id() + " is set the same in " + dr + " and " + primary + ".");
        }

        private void compare(DBInstance source) {
            if (replica.isEmpty()) {
                database.restores()
                        .dr()
                        .map(RestorePlace::parameterGroup)
                        .ifPresent(group -> parameters(group, group(source)));
                return;
            }
            tally.read(
                    observatory.read(new DbInstances(dr)),
                    all -> DbInstances.find(all, replica.get().instance())
                            .ifPresentOrElse(
                                    standby -> {
                                        same("engine version", standby.engineVersion(), source.engineVersion());
                                        same("multi-AZ", standby.multiAZ(), source.multiAZ());
                                        parameters(group(standby), group(source));
                                    },
                                    () -> missing(replica.get().instance(), dr)));
        }

        private void parameters(String ours, String theirs) {
            tally.fact("parameterGroup." + dr, ours);
            tally.fact("parameterGroup." + primary, theirs);
            values(
                    dr,
                    ours,
                    here -> values(primary, theirs, there -> {
                        TreeSet<String> names = new TreeSet<>(here.keySet());
                        names.addAll(there.keySet());
                        names.forEach(name -> same("parameter " + name, here.get(name), there.get(name)));
                    }));
        }

        private void values(String region, String group, Consumer<SortedMap<String, String>> judge) {
            tally.read(
                    observatory.read(new DbParameters(region, group)),
                    found -> found.ifPresentOrElse(
                            judge,
                            () -> tally.wrong(
                                    "There is no DB parameter group " + group + " in " + region + ".",
                                    "Create it with the settings of production.")));
        }

        /** A replica has no backups of its own until it is promoted, so what counts are those that are replicated. */
        private void retention(PostgresDatabase.ReplicatedBackups declared) {
            tally.read(
                    observatory.read(new AutomatedBackups(dr)),
                    all -> all.stream()
                            .filter(backup -> database.instance().equals(backup.dbInstanceIdentifier()))
                            .filter(backup -> primary.equals(backup.region()))
                            .findFirst()
                            .ifPresent(backup -> {
                                tally.fact("backupRetentionDays." + dr, backup.backupRetentionPeriod());
                                if (!Objects.equals(backup.backupRetentionPeriod(), declared.retentionDays())) {
                                    tally.wrong(
                                            "Backups of " + database.id() + " are kept for "
                                                    + backup.backupRetentionPeriod() + " days in " + dr + ", and "
                                                    + declared.retentionDays() + " are declared.",
                                            "Stop the replication of its backups and start it again with "
                                                    + declared.retentionDays() + " days.");
                                }
                            }));
        }

        private void same(String what, Object mine, Object other) {
            if (!Objects.equals(mine, other)) {
                String difference = what + ": " + Objects.requireNonNullElse(mine, UNSET) + " in " + dr + ", "
                        + Objects.requireNonNullElse(other, UNSET) + " in " + primary;
                tally.fact("differs." + what, difference);
                tally.wrong(
                        database.id() + " differs between the regions: " + difference + ".",
                        "Set it the same in " + dr + ", where production will run.");
            }
        }

        private void missing(String instance, String region) {
            tally.wrong(
                    "There is no DB instance " + instance + " in " + region + ".",
                    "Create it, or correct its name in the estate file.");
        }

        private static String group(DBInstance instance) {
            return instance.dbParameterGroups().stream()
                    .findFirst()
                    .map(status -> status.dbParameterGroupName())
                    .orElse("");
        }
    }
}
