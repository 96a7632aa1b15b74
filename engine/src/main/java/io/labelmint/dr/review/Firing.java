package io.labelmint.dr.review;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.observatory.AlarmChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** How an alarm behaved in a span of time: when it was in ALARM, and whether it had anything to look at. */
final class Firing {
    private final MetricAlarm alarm;
    private final boolean changed;
    private int times;
    private Duration inAll = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private Instant last = Instant.MIN;
    private final Instant since;

    /**
     * The behaviour of {@code alarm} from {@code since} to {@code now}.
     *
     * @param changes its changes in that time, oldest first
     */
    Firing(MetricAlarm alarm, List<AlarmChange> changes, Instant since, Instant now) {
        this.alarm = alarm;
        this.since = since;
        this.changed = !changes.isEmpty();
        StateValue state = changed ? changes.get(0).before() : alarm.stateValue();
        Instant from = since;
        for (AlarmChange change : changes) {
            add(state, from, change.at());
            state = change.after();
            from = change.at();
        }
        add(state, from, now);
    }

    private void add(StateValue state, Instant from, Instant to) {
        if (state == StateValue.ALARM) {
            Duration took = Duration.between(from, to);
            times++;
            inAll = inAll.plus(took);
            longest = took.compareTo(longest) > 0 ? took : longest;
            last = from;
        }
    }

    String name() {
        return alarm.alarmName();
    }

    /** How often it was in ALARM. */
    int times() {
        return times;
    }

    /** For how long together. */
    Duration inAll() {
        return inAll;
    }

    boolean isOn() {
        return alarm.stateValue() == StateValue.ALARM;
    }

    /** Whether it is as old as the span, and had no data in any of it. */
    boolean isBlind() {
        return !changed
                && alarm.stateValue() == StateValue.INSUFFICIENT_DATA
                && alarm.alarmConfigurationUpdatedTimestamp() != null
                && alarm.alarmConfigurationUpdatedTimestamp().isBefore(since);
    }

    String words() {
        return (times == 1 ? "once" : times + " times") + ", " + Ages.words(inAll) + " in all, " + Ages.words(longest)
                + " the longest, last " + (last.equals(since) ? "since before " : "at ") + last;
    }
}
