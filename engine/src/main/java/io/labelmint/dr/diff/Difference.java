package io.labelmint.dr.diff;

import java.util.Map;

/**
 * One thing that differs between two estates.
 *
 * @param effect what it does
 * @param topic what it is about
 * @param subject the entry it is in: a store, a service, a contact; the estate for what is in none
 * @param what the field, as the file names it within its entry; or a kind of recovery
 * @param before what it was
 * @param after what it becomes
 */
public record Difference(Effect effect, Topic topic, String subject, String what, String before, String after) {
    /** For programs. */
    public Map<String, Object> asMap() {
        return Map.of(
                "effect",
                effect.label(),
                "topic",
                topic.words(),
                "subject",
                subject,
                "what",
                what,
                "before",
                before,
                "after",
                after);
    }
}
