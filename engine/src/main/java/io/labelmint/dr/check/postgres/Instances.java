package io.labelmint.dr.check.postgres;

import io.labelmint.dr.estate.PostgresDatabase;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Finds DB instances and says that they are missing. */
public final class Instances {
    private Instances() {}

    /** The instance of that identifier. */
    public static Optional<DBInstance> find(List<DBInstance> all, String identifier) {
        return all.stream()
                .filter(instance -> instance.dbInstanceIdentifier().equals(identifier))
                .findFirst();
    }

    /** That it is not there, in a sentence. */
    public static String missing(String identifier, String region) {
        return "There is no DB instance " + identifier + " in " + region + ".";
    }

    /** What to do about that. */
    public static String correct(PostgresDatabase database) {
        return "Correct instance of " + database.id() + " in the estate file, or restore the instance.";
    }
}
