package io.labelmint.dr.review.security;

import io.labelmint.dr.check.Tally;
import io.labelmint.dr.check.postgres.Instances;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.DbParameters;
import io.labelmint.dr.observatory.Observatory;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;

/**
 * Whether a database refuses connections without TLS: {@code rds.force_ssl} of the parameter groups of its instances, and of
 * the group it is restored with in the DR region. Unless somebody set it, it is 1 from PostgreSQL 15 on, and 0 before
 * (Amazon RDS User Guide, "Requiring an SSL connection to a PostgreSQL DB instance").
 */
final class DatabaseTransit {
    private static final String PARAMETER = "rds.force_ssl";

    /** The first major version whose default it is. */
    private static final int FORCED_SINCE = 15;

    private DatabaseTransit() {}

    static void judge(Tally tally, Estate estate, PostgresDatabase database, Observatory observatory) {
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        for (String region : List.of(primary, dr)) {
            for (String name : database.instances(estate.regions(), region)) {
                tally.read(
                        observatory.read(new DbInstances(region)),
                        all -> DbInstances.find(all, name)
                                .ifPresentOrElse(
                                        instance -> judge(tally, region, instance, observatory),
                                        () -> tally.wrong(
                                                Instances.missing(name, region), Instances.correct(database))));
            }
        }
        // Where there is no replica, what is restored in the DR region is of the version of the primary.
        DatabasePlaces.place(estate, database, dr)
                .map(RestorePlace::parameterGroup)
                .ifPresent(group -> tally.read(
                        observatory.read(new DbInstances(primary)),
                        all -> DbInstances.find(all, database.instance())
                                .ifPresent(source -> judge(
                                        tally,
                                        dr,
                                        group,
                                        source.engineVersion(),
                                        "what is restored in " + dr,
                                        observatory))));
    }

    private static void judge(Tally tally, String region, DBInstance instance, Observatory observatory) {
        for (DBParameterGroupStatus group : instance.dbParameterGroups()) {
            tally.fact(instance.dbInstanceIdentifier() + ".parameters", group.parameterApplyStatus());
            judge(
                    tally,
                    region,
                    group.dbParameterGroupName(),
                    instance.engineVersion(),
                    instance.dbInstanceIdentifier() + " in " + region,
                    observatory);
        }
    }

    private static void judge(
            Tally tally, String region, String group, String version, String what, Observatory observatory) {
        tally.read(observatory.read(new DbParameters(region, group)), found -> {
            if (found.isEmpty()) {
                tally.wrong(
                        "There is no DB parameter group " + group + " in " + region + ".",
                        "Create it, or correct parameterGroup in the estate file.");
                return;
            }
            Optional<String> set = Optional.ofNullable(found.get().get(PARAMETER));
            String value = set.orElseGet(() -> major(version) >= FORCED_SINCE ? "1" : "0");
            tally.fact(
                    region + "." + group,
                    PARAMETER + "=" + value + (set.isPresent() ? "" : ", the default of PostgreSQL " + version));
            if (!value.equals("1")) {
                tally.wrong(
                        capital(what) + " takes connections without TLS: " + PARAMETER + " of " + group + " is " + value
                                + ".",
                        "Set " + PARAMETER + " to 1 in a parameter group of your own once every client uses TLS.");
            }
        });
    }

    private static int major(String version) {
        return Integer.parseInt(version.split("\\.", 2)[0]);
    }

    private static String capital(String what) {
        return what.startsWith("what ") ? "W" + what.substring(1) : what;
    }
}
