package io.labelmint.dr.simulator.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;

/** What a service can do: its operations by name and by the request that asks for them. */
public final class Operations {
    private final Map<String, Operation> byName = new HashMap<>();
    private final Map<Class<?>, Operation> byRequest = new HashMap<>();

    Operations() {}

    /** Adds an operation that changes nothing. */
    public <Q extends AwsRequest> Operations read(String name, Class<Q> request, Handler<Q> handler) {
        return add(name, request, false, handler);
    }

    /** Adds an operation that changes the world and is therefore journaled. */
    public <Q extends AwsRequest> Operations change(String name, Class<Q> request, Handler<Q> handler) {
        return add(name, request, true, handler);
    }

    Optional<Operation> of(Object request) {
        return Optional.ofNullable(byRequest.get(request.getClass()));
    }

    Optional<Operation> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    private <Q extends AwsRequest> Operations add(String name, Class<Q> request, boolean mutating, Handler<Q> handler) {
        Operation operation = new Operation(
                name, request, mutating, (context, given) -> handler.handle(context, request.cast(given)));
        if (byName.put(name, operation) != null || byRequest.put(request, operation) != null) {
            throw new IllegalArgumentException("two operations named " + name);
        }
        return this;
    }

    /** One operation of a service. */
    record Operation(String name, Class<? extends AwsRequest> request, boolean mutating, Handler<AwsRequest> handler) {}
}
