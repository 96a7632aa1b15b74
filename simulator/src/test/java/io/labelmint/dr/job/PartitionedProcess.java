package io.labelmint.dr.job;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Manner;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.time.VirtualTimeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A process with a clock of its own that is wrong by up to a minute, on a machine whose way to the bucket of the ledgers, to
 * the DR region and to the primary region is cut now and then; whose requests are lost, or their answers, or arrive when it
 * has given them up; which is paused, also between the moment it was permitted a call and the call; and which can die.
 *
 * <p>While a call of AWS is on its way, its other lanes go on, as threads would; while the bucket is asked, they do not,
 * because a thread that asks it holds what the others need.
 */
final class PartitionedProcess implements Timeline, Aws {
    /** Where a request goes, by what can be cut off by itself. */
    enum Way {
        BUCKET,
        DR_REGION,
        PRIMARY_REGION
    }

    private record Cut(Way way, Instant from, Instant to) {}

    private final VirtualTimeline real;
    private final Aws aws;
    private final SplittableRandom random;
    private final Duration wallOffset;
    private final long nanosOffset;
    private final double rate;
    private final List<Cut> cuts = new ArrayList<>();
    private final List<Runnable> deferred = new ArrayList<>();
    private final List<Throwable> uncaught = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private Consumer<Method> sending = method -> {};
    private Instant pausedUntil = Instant.MIN;
    private int standing;
    private boolean troubled = true;
    private boolean dead;

    PartitionedProcess(VirtualTimeline real, Aws aws, Duration wallOffset, SplittableRandom random) {
        this.real = real;
        this.aws = aws;
        this.random = random;
        this.wallOffset = wallOffset;
        this.nanosOffset = random.nextLong(1L << 50);
        this.rate = random.nextDouble(0.98, 1.02);
    }

    /** Cuts each way now and then within {@code span} from now. */
    PartitionedProcess cutOffWithin(Duration span) {
        for (Way way : Way.values()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                Instant from = real.now().plusSeconds(random.nextLong(span.toSeconds()));
                cuts.add(new Cut(way, from, from.plusSeconds(random.nextInt(random.nextBoolean() ? 120 : 900))));
            }
        }
        return this;
    }

    /** Tells {@code listener} of every request that could change something, just before AWS gets it. */
    void onSending(Consumer<Method> listener) {
        sending = listener;
    }

    /** From now on its network is whole and nothing pauses it. */
    void mend() {
        troubled = false;
        cuts.clear();
    }

    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    /** Whether nothing can reach {@code way} from here now. */
    boolean isCutOffFrom(Way way) {
        Instant now = real.now();
        return cuts.stream().anyMatch(cut -> cut.way() == way && !now.isBefore(cut.from()) && now.isBefore(cut.to()));
    }

    @Override
    public Instant now() {
        return real.now().plus(wallOffset);
    }

    @Override
    public long nanos() {
        return nanosOffset + (long) (real.nanos() * rate);
    }

    @Override
    public Scheduled in(Duration delay, Runnable task) {
        // Rounded up: a timer that is early by less than a nanosecond would be set again for no time at all, and again.
        return real.in(Duration.ofNanos((long) Math.ceil(delay.toNanos() / rate)), () -> run(task));
    }

    @Override
    public <T> T join(CompletableFuture<T> future) {
        throw new UnsupportedOperationException("a process that waits");
    }

    private void run(Runnable task) {
        if (dead) {
            return;
        }
        if (troubled && one(2000)) {
            pausedUntil = real.now().plusSeconds(random.nextInt(600));
        }
        if (real.now().isBefore(pausedUntil)) {
            real.in(Duration.between(real.now(), pausedUntil), () -> run(task));
            return;
        }
        if (standing > 0) {
            deferred.add(task);
            return;
        }
        try {
            task.run();
        } catch (MortalLedgers.Killed e) {
            return; // what it was about to do is not done
        } catch (RuntimeException | AssertionError e) {
            uncaught.add(e); // whoever lets time pass meanwhile is somebody else
        }
    }

    /** The requests that arrived when nobody waited for them any more. */
    List<String> late() {
        return List.copyOf(late);
    }

    /** What its tasks threw, which nobody in it has caught. */
    List<Throwable> uncaught() {
        return List.copyOf(uncaught);
    }

    /** Lets the others go on while nothing in this process does. */
    private void stand(Duration duration) {
        standing++;
        real.runUntil(real.now().plus(duration));
        standing--;
        if (standing == 0) {
            List<Runnable> now = List.copyOf(deferred);
            deferred.clear();
            now.forEach(later -> real.in(Duration.ZERO, () -> run(later)));
        }
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        C client = aws.client(type, region);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getDeclaringClass() == Object.class || method.getParameterCount() == 0) {
                return invoke(client, method, args);
            }
            return new Request(client, method, args, way(type, region)).carry();
        }));
    }

    private static Way way(Class<?> type, String region) {
        return !region.equals(FailoverTrial.WEST)
                ? Way.PRIMARY_REGION
                : type == S3Client.class ? Way.BUCKET : Way.DR_REGION;
    }

    private static Object invoke(Object client, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(client, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** One request on its way. */
    private final class Request {
        private final Object client;
        private final Method method;
        private final Object[] args;
        private final Way way;
        private final boolean writes;
        private boolean forgotten;

        Request(Object client, Method method, Object[] args, Way way) {
            this.client = client;
            this.method = method;
            this.args = args;
            this.way = way;
            this.writes = !method.getName().matches("(describe|get|list|head|simulate).*");
        }

        Object carry() throws Throwable {
            alive();
            if (troubled && writes && one(40)) {
                stand(Duration.ofSeconds(random.nextInt(400))); // permitted, and not sent yet
                alive();
            }
            Duration deadline = (writes ? Manner.MUTATING : Manner.READING).deadline();
            if (isCutOffFrom(way)) {
                if (random.nextBoolean()) {
                    throw SdkClientException.create("Unable to execute HTTP request", new ConnectException("refused"));
                }
                throw lost(deadline);
            }
            if (troubled && one(60)) {
                throw lost(deadline);
            }
            Duration there = travel();
            if (there.compareTo(deadline) > 0) {
                real.in(there, this::arrive);
                throw lost(deadline);
            }
            pass(there);
            Object answer = arrived();
            pass(travel());
            if (troubled && one(200)) {
                stand(Duration.ofSeconds(random.nextInt(400))); // answered, and not heard yet
            }
            alive();
            if (isCutOffFrom(way) || (troubled && one(writes ? 15 : 60))) {
                throw lost(deadline);
            }
            return answer;
        }

        private Object arrived() throws Throwable {
            if (writes && way != Way.BUCKET) {
                sending.accept(method);
                if (dead || forgotten) {
                    late.add(method.getName());
                }
            }
            return invoke(client, method, args);
        }

        /** Arrives when nobody waits for it any more. */
        private void arrive() {
            forgotten = true;
            try {
                arrived();
            } catch (RuntimeException unheard) {
                return;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }

        private RuntimeException lost(Duration deadline) {
            pass(deadline);
            alive();
            return ApiCallTimeoutException.create(deadline.toMillis());
        }

        private void pass(Duration duration) {
            if (way == Way.BUCKET) {
                stand(duration);
            } else {
                real.runUntil(real.now().plus(duration));
            }
        }

        private void alive() {
            if (dead) {
                throw new MortalLedgers.Killed();
            }
        }
    }

    private Duration travel() {
        return switch (troubled ? random.nextInt(40) : 40) {
            case 0 -> Duration.ofSeconds(random.nextInt(60));
            case 1, 2 -> Duration.ofSeconds(random.nextInt(9));
            default -> Duration.ofMillis(random.nextInt(100));
        };
    }
}
