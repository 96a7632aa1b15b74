package io.labelmint.dr.review.security;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.estate.Restores;
import java.util.Optional;

/** Where a database is put when it is restored. */
final class DatabasePlaces {
    private DatabasePlaces() {}

    /** The place {@code database} is restored in, in {@code region}, for people to work with; empty if none is declared. */
    static Optional<RestorePlace> place(Estate estate, PostgresDatabase database, String region) {
        Restores restores = database.restores();
        return region.equals(estate.regions().primary()) ? restores.primary() : restores.dr();
    }
}
