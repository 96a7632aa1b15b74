package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;

/** A check that looks at each service by itself. */
interface ServiceCheck extends Check {
    /** Looks at one. */
    Finding look(Estate estate, EcsService service, Observatory observatory, Instant now);

    @Override
    default List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.services().stream()
                .map(service -> look(estate, service, observatory, now))
                .toList();
    }
}
