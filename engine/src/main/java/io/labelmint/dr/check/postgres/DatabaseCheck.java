package io.labelmint.dr.check.postgres;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;

/** A check that looks at each database by itself. */
interface DatabaseCheck extends Check {
    /** Whether there is anything to look at; a database it does not concern has no finding. */
    default boolean concerns(PostgresDatabase database) {
        return true;
    }

    /** Looks at one. */
    Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now);

    @Override
    default List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.databases().stream()
                .filter(this::concerns)
                .map(database -> look(estate, database, observatory, now))
                .toList();
    }
}
