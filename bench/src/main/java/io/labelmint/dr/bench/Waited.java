package io.labelmint.dr.bench;

import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.util.List;

/**
 * What it cost to wait for the end of operations, in virtual time.
 *
 * @param operations how many waited
 * @param failed how many of them came to no good end
 * @param lasted until the last was noticed
 * @param reads the reading calls that were made meanwhile
 * @param late how long after its end in AWS each was noticed
 */
record Waited(int operations, int failed, Duration lasted, List<Call> reads, Quantiles late) {

    static boolean isRead(Call call) {
        return call.operation().matches("(Describe|List|Get).*");
    }

    double readsPerMinute() {
        return reads.size() / (lasted.toMillis() / 60_000.0);
    }

    /** The service and region that was asked most: its calls per minute, which is what AWS throttles by. */
    double mostPerMinute() {
        long most = reads.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        call -> call.service() + " " + call.region(), java.util.stream.Collectors.counting()))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return most / (lasted.toMillis() / 60_000.0);
    }
}
