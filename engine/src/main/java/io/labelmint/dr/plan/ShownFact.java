package io.labelmint.dr.plan;

import java.util.Optional;

/**
 * A fact a plan is shown with to whoever approves it, and how far it may have moved when the plan is begun.
 *
 * @param name what it is about, in words people read, for example {@code restored to}
 * @param value what was read, in words people read; a number first where the tolerance is one of numbers
 * @param percent by how much of what it was a number may have moved; 0 for not at all
 */
public record ShownFact(String name, String value, int percent) {

    /** A fact that must be the same. */
    public static ShownFact same(String name, Object value) {
        return new ShownFact(name, value.toString(), 0);
    }

    /** A number that may have moved by {@code percent} of what it was. */
    public static ShownFact about(String name, long number, String unit, int percent) {
        return new ShownFact(name, number + " " + unit, percent);
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
        return before.isPresent()
                && after.isPresent()
                && Math.abs(after.get() - before.get()) * 100 <= before.get() * percent;
    }

    private static Optional<Long> number(String text) {
        String digits = text.replaceFirst(" .*", "");
        return digits.matches("[0-9]{1,15}") ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }
}
