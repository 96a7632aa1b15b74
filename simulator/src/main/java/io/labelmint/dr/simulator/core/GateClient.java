package io.labelmint.dr.simulator.core;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkClient;

/**
 * The body of every simulated client: a method that takes a request becomes a call at the gate; every other method,
 * such as the overloads with a lambda and the paginators, is the SDK interface's own default, which ends up here again
 * with a request or throws {@link UnsupportedOperationException}.
 */
final class GateClient implements InvocationHandler {
    private final Gate gate;
    private final String region;
    private final Service service;

    private GateClient(Gate gate, String region, Service service) {
        this.gate = gate;
        this.region = region;
        this.service = service;
    }

    static SdkClient of(Class<? extends SdkClient> type, Gate gate, String region, Service service) {
        return (SdkClient) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new GateClient(gate, region, service));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
        if (args != null
                && args.length == 1
                && args[0] instanceof AwsRequest request
                && !method.getName().endsWith("Paginator")
                && gate.models(service, request)) {
            return gate.call(region, service, request);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        return switch (method.getName()) {
            case "serviceName" -> service.name();
            case "close" -> null;
            case "toString" -> "simulated " + service.name() + " in " + region;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == args[0];
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }
}
