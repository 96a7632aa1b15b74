package io.labelmint.dr.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * A fact a plan is shown with to whoever approves it, and how far it may have moved when the plan is begun.
 *
 * @param name what it is about, in words people read, for example {@code restored to}
 * @param value what was read, in words people read; a number first where the tolerance is one of numbers
 * @param percent by how much of what it was a number may have moved; 0 for not at all
 * @param slack by how much it may have moved in any case, because it was not measured more exactly
 * @param growth whether only a larger number has moved: less of it is what nobody minds
 */
public record ShownFact(
        String name,
        String value,
        int percent,
        // Left out where there is none, so that plans stored before there was any keep their digest.
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long slack,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean growth) {

    @JsonCreator
    public ShownFact {}

    /** A fact without slack. */
    public ShownFact(String name, String value, int percent) {
        this(name, value, percent, 0, false);
    }

    /** A fact that must be the same. */
    public static ShownFact same(String name, Object value) {
        return new ShownFact(name, value.toString(), 0);
    }

    /** A number that may have moved by {@code percent} of what it was. */
    public static ShownFact about(String name, long number, String unit, int percent) {
        return new ShownFact(name, number + " " + unit, percent);
    }

    /** The same, which may have moved by {@code much} in any case. */
    public ShownFact give(long much) {
        return new ShownFact(name, value, percent, much, growth);
    }

    /** The same, which may have become less. */
    public ShownFact orLess() {
        return new ShownFact(name, value, percent, slack, true);
    }

    /** The same about {@code store}. */
    public ShownFact of(String store) {
        return new ShownFact(store + " " + name, value, percent, slack, growth);
    }

    /** What became of it, if {@code now} is not what was shown; empty if it is, within the tolerance. */
    Optional<String> moved(Optional<ShownFact> now) {
        if (now.isPresent() && holds(now.get())) {
            return Optional.empty();
        }
        return Optional.of(name + " was " + value + " and is "
                + now.map(ShownFact::value).orElse("not known any more")
                + (percent > 0 ? ", which is more than " + percent + " % off" : ""));
    }

    private boolean holds(ShownFact now) {
        if (percent == 0 || value.equals(now.value)) {
            return value.equals(now.value);
        }
        Optional<Long> before = number(value);
        Optional<Long> after = number(now.value);
        if (before.isEmpty() || after.isEmpty() || now.percent != percent) {
            return false; // what is not measured any more has not become less
        }
        long more = after.get() - before.get();
        return (growth ? more : Math.abs(more)) * 100 <= Math.max(before.get() * percent, slack * 100);
    }

    private static Optional<Long> number(String text) {
        String digits = text.replaceFirst(" .*", "");
        return digits.matches("[0-9]{1,15}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }
}
