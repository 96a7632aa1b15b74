package io.labelmint.dr.bench;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.simulator.World;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;

/**
 * A simulated world for code that knows no virtual time: its clock follows the wall clock, a fixed number of times as
 * fast, and any number of threads may call it.
 */
final class PacedWorld implements Aws {
    private final World world;
    private final int pace;
    private final Instant start;
    private final long startNanos = System.nanoTime();

    PacedWorld(World world, int pace) {
        this.world = world;
        this.pace = pace;
        this.start = world.timeline().now();
    }

    /** The virtual time. */
    Instant now() {
        return atThisMoment(() -> world.timeline().now());
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        C client = world.client(type, region);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            synchronized (this) {
                advance();
                try {
                    return method.invoke(client, args);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }));
    }

    private synchronized <T> T atThisMoment(Supplier<T> work) {
        advance();
        return work.get();
    }

    private void advance() {
        world.timeline().runUntil(start.plusNanos((System.nanoTime() - startNanos) * pace));
    }
}
