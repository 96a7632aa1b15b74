package io.labelmint.dr.probe;

import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.validation.Origin;
import io.labelmint.dr.validation.Restored;
import java.time.Instant;
import java.util.Optional;

/**
 * What a task is to ask of a copy. Of passwords it says in which environment variable they are; ECS puts them there.
 *
 * @param operation the operation that asks
 * @param origin what the copy is one of
 * @param host endpoint of the copy
 * @param port its TCP port
 * @param validation what must be true inside it
 * @param restored what it was asked to be
 * @param beat the last heartbeat known of the source before that moment
 */
public record ProbeRequest(
        OperationId operation,
        Origin origin,
        String host,
        int port,
        Validation validation,
        Restored restored,
        Optional<Instant> beat) {}
