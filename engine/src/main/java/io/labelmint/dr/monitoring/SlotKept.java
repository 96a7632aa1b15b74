package io.labelmint.dr.monitoring;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether what was due of a store has come: the last slot whose window and grace are over has to be kept, by its own backup or
 * by a later one.
 *
 * @param store of what
 * @param noun {@code backup} or {@code copy}
 * @param schedule when it is due
 * @param window how long it may take; asked only if something is not there
 * @param grace how long after its window it is missed
 * @param remedy what to do when it is
 */
record SlotKept(
        Store store, String noun, BackupSchedule schedule, Supplier<Window> window, Duration grace, String remedy) {

    /**
     * The finding.
     *
     * @param newest when the newest one was begun, or was consistent; empty if there is none
     * @param also what else is known of it, in a sentence; may be empty
     */
    Finding judge(Look look, Optional<Instant> newest, String also, LookedAfter lookedAfter, Instant now) {
        BackupSlot slot = schedule.last(now);
        if (isKept(slot, newest)) {
            return look.passed(words(slot) + " has come.", facts(slot, newest));
        }
        Window known = window.get();
        while (!now.isAfter(deadline(slot, known))) {
            BackupSlot before = schedule.before(slot);
            if (isKept(before, newest)) {
                return look.passed(
                        words(slot) + " has time until " + deadline(slot, known) + ".",
                        facts(slot, newest).and(facts(slot, known)));
            }
            slot = before;
        }
        if (!lookedAfter.before(store, slot.due())) {
            return look.passed(
                    "No " + noun + " of " + store.id() + " was due since it is looked after.", facts(slot, newest));
        }
        return look.failed(
                words(slot) + " is missing, " + Ages.words(Duration.between(slot.due(), now)) + " after it was due."
                        + (also.isEmpty() ? "" : " " + also),
                remedy,
                facts(slot, newest).and(facts(slot, known)));
    }

    private static boolean isKept(BackupSlot slot, Optional<Instant> newest) {
        return newest.filter(slot::isKeptBy).isPresent();
    }

    private Instant deadline(BackupSlot slot, Window known) {
        return slot.due().plus(known.length()).plus(grace);
    }

    private String words(BackupSlot slot) {
        return "The " + noun + " of " + store.id() + " that was due at " + slot.due();
    }

    private static Facts facts(BackupSlot slot, Optional<Instant> newest) {
        return Facts.of("dueAt", slot.due(), "newest", newest.orElse(null));
    }

    private Facts facts(BackupSlot slot, Window known) {
        return Facts.of(
                "windowSeconds", known.length().toSeconds(),
                "windowFrom", known.why(),
                "graceSeconds", grace.toSeconds(),
                "deadline", deadline(slot, known));
    }
}
