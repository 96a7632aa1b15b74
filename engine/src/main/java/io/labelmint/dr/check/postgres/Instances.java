package io.labelmint.dr.check.postgres;

import io.labelmint.dr.estate.PostgresDatabase;

/** Says that DB instances are missing. */
public final class Instances {
    private Instances() {}

    /** That it is not there, in a sentence. */
    public static String missing(String identifier, String region) {
        return "There is no DB instance " + identifier + " in " + region + ".";
    }

    /** What to do about that. */
    public static String correct(PostgresDatabase database) {
        return "Correct instance of " + database.id() + " in the estate file, or restore the instance.";
    }
}
