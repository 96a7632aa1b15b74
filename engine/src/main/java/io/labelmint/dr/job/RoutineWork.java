package io.labelmint.dr.job;

import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.ledger.Bygone;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Work that is done every few minutes and changes nothing that lasts: heartbeats, the checks of a watch, and what those tell
 * and publish. Whatever became of one of before yesterday, nothing of it is left to do, because a later one says more. There
 * are tens of thousands of them a year, so who looks for open work need not read them, nor list them.
 */
public final class RoutineWork implements Bygone {
    /** Ids end with their minute and one or two hashes; a name that was cut off has no minute, and is read. */
    private static final Pattern SLOT = Pattern.compile(
            "(?<series>(?:(?:notice|metrics)-[0-9]+-)?(?:heartbeat|check)-.*-)(?<day>[0-9]{8})-[0-9]{4}(?:-[0-9a-f]{8}){1,2}");

    private final String yesterday;

    private RoutineWork(String yesterday) {
        this.yesterday = yesterday;
    }

    /** That of before the day before {@code now}. */
    public static RoutineWork past(Instant now) {
        return new RoutineWork(Slots.day(now.minus(Duration.ofDays(1))));
    }

    @Override
    public Optional<String> goesOn(OperationId id) {
        Matcher slot = SLOT.matcher(id.value());
        return slot.matches() && slot.group("day").compareTo(yesterday) < 0
                ? Optional.of(slot.group("series") + yesterday)
                : Optional.empty();
    }
}
