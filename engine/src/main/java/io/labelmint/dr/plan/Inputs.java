package io.labelmint.dr.plan;

import io.labelmint.dr.aws.PlannedCall;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an action may build on: the facts of the actions before it and of its own start.
 *
 * @param earlier facts of settled actions
 * @param accepted what its own start returned; empty before
 * @param attempt which attempt at it this is
 * @param announced whether its call was announced and may have been made: what is seen may then be its own work
 */
public record Inputs(Map<ActionId, Facts> earlier, Facts accepted, Attempt attempt, boolean announced) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}.]+)\\.([^}]+)}");

    /** The inputs of a first attempt. */
    public Inputs(Map<ActionId, Facts> earlier, Facts accepted) {
        this(earlier, accepted, Attempt.FIRST);
    }

    /** The inputs of an attempt whose call was announced if it was accepted. */
    public Inputs(Map<ActionId, Facts> earlier, Facts accepted, Attempt attempt) {
        this(earlier, accepted, attempt, !accepted.equals(Facts.NONE));
    }

    /** {@code text} with every <code>${action.fact}</code> replaced by the fact. */
    public String resolve(String text) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            Facts facts = earlier.getOrDefault(new ActionId(match.group(1)), Facts.NONE);
            String value = facts.get(match.group(2));
            if (value == null) {
                throw new IllegalStateException("no fact for " + match.group() + " in the plan");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** {@code call} with its references resolved. */
    public PlannedCall resolve(PlannedCall call) {
        return call.resolve(this::resolve);
    }
}
