package io.labelmint.dr.review.security;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.estate.Restores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Where a database is, and where it is put when it is restored. */
final class DatabasePlaces {
    private DatabasePlaces() {}

    /** The instances of {@code database} in {@code region}: itself and its replicas. */
    static List<String> instances(Estate estate, PostgresDatabase database, String region) {
        List<String> instances = new ArrayList<>();
        if (region.equals(estate.regions().primary())) {
            instances.add(database.instance());
        }
        database.replicas().stream()
                .filter(replica -> replica.region().equals(region))
                .map(PostgresDatabase.Replica::instance)
                .forEach(instances::add);
        return instances;
    }

    /** The place {@code database} is restored in, in {@code region}, for people to work with; empty if none is declared. */
    static Optional<RestorePlace> place(Estate estate, PostgresDatabase database, String region) {
        Restores restores = database.restores();
        return region.equals(estate.regions().primary()) ? restores.primary() : restores.dr();
    }

    static Optional<DBInstance> find(List<DBInstance> all, String identifier) {
        return all.stream()
                .filter(instance -> instance.dbInstanceIdentifier().equals(identifier))
                .findFirst();
    }

    static String missing(String identifier, String region) {
        return "There is no DB instance " + identifier + " in " + region + ".";
    }

    static String correct(PostgresDatabase database) {
        return "Correct " + database.id() + " in the estate file, or restore the instance.";
    }
}
