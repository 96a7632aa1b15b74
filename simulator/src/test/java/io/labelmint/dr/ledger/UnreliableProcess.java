package io.labelmint.dr.ledger;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.time.VirtualTimeline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A process with clocks of its own that are wrong, which is paused now and then, whose requests travel slowly, are lost, or
 * arrive long after it gave them up; and which can die. While one of its calls is on the way the others go on.
 */
final class UnreliableProcess implements Timeline, Aws {
    private final VirtualTimeline real;
    private final S3Client s3;
    private final SplittableRandom random;
    private final Duration wallOffset;
    private final long nanosOffset;
    private final double rate;
    private final List<Runnable> deferred = new ArrayList<>();
    private Instant cutOffUntil = Instant.MIN;
    private boolean busy;
    private boolean dead;

    UnreliableProcess(VirtualTimeline real, S3Client s3, SplittableRandom random) {
        this.real = real;
        this.s3 = s3;
        this.random = random;
        this.wallOffset = Duration.ofSeconds(random.nextInt(-7200, 7200));
        this.nanosOffset = random.nextLong(1L << 50);
        this.rate = random.nextDouble(0.95, 1.05);
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
        return real.in(Duration.ofNanos((long) (delay.toNanos() / rate)), () -> run(task));
    }

    @Override
    public <T> T join(CompletableFuture<T> future) {
        throw new UnsupportedOperationException("a process that waits");
    }

    private void run(Runnable task) {
        if (dead) {
            return;
        }
        if (busy) {
            deferred.add(task);
            return;
        }
        busy = true;
        try {
            task.run();
        } finally {
            busy = false;
            List<Runnable> now = List.copyOf(deferred);
            deferred.clear();
            now.forEach(later -> real.in(Duration.ZERO, () -> run(later)));
        }
    }

    void die() {
        dead = true;
    }

    void cutOff(Duration duration) {
        cutOffUntil = real.now().plus(duration);
    }

    /** Lets the others go on while this process does not get on. */
    void stand(Duration duration) {
        real.runUntil(real.now().plus(duration));
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, String region) {
        return type.cast(Proxy.newProxyInstance(
                S3Client.class.getClassLoader(), new Class<?>[] {S3Client.class}, (proxy, method, args) -> {
                    boolean write = method.getName().equals("putObject");
                    Duration deadline = Duration.ofSeconds(write ? 30 : 10);
                    Duration there = travel();
                    Duration back = travel();
                    CompletableFuture<Object> answer = new CompletableFuture<>();
                    if (!lost()) {
                        real.in(there, () -> answer(answer, () -> method.invoke(s3, args)));
                    }
                    Duration whole = there.plus(back);
                    boolean inTime = whole.compareTo(deadline) <= 0;
                    stand(inTime ? whole : deadline);
                    if (random.nextInt(40) == 0) {
                        stand(Duration.ofSeconds(random.nextInt(400))); // paused before it hears
                    }
                    if (!inTime || !answer.isDone() || lost()) {
                        throw ApiCallTimeoutException.create(deadline.toMillis());
                    }
                    return outcome(answer);
                }));
    }

    private boolean lost() {
        return real.now().isBefore(cutOffUntil) || random.nextInt(50) == 0;
    }

    private Duration travel() {
        return switch (random.nextInt(20)) {
            case 0 -> Duration.ofSeconds(random.nextInt(200));
            case 1, 2 -> Duration.ofSeconds(random.nextInt(12));
            default -> Duration.ofMillis(random.nextInt(100));
        };
    }

    private interface Carried {
        Object out() throws Exception;
    }

    private static void answer(CompletableFuture<Object> answer, Carried call) {
        try {
            answer.complete(call.out());
        } catch (InvocationTargetException e) {
            answer.completeExceptionally(e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object outcome(CompletableFuture<Object> answer) {
        try {
            return answer.join();
        } catch (java.util.concurrent.CompletionException e) {
            throw (SdkException) e.getCause();
        }
    }
}
