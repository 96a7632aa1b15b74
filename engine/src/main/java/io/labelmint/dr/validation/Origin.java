package io.labelmint.dr.validation;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;

/**
 * What a copy is a copy of.
 *
 * @param estate name of the estate
 * @param store id of the database
 * @param instance identifier of its instance
 */
public record Origin(String estate, String store, String instance) {
    /** {@code database} of {@code estate}. */
    public static Origin of(Estate estate, PostgresDatabase database) {
        return new Origin(estate.name(), database.id(), database.instance());
    }
}
