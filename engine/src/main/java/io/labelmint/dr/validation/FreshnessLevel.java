package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Is its data of the moment that was asked for? */
final class FreshnessLevel implements Level {
    @Override
    public String id() {
        return "restore.freshness";
    }

    @Override
    public String objective() {
        return "the copy is of the moment that was asked for";
    }

    @Override
    public String look(Copy copy, Tally tally) {
        Instant moment = copy.restored().moment();
        tally.fact("moment", moment);
        if (copy.validation().heartbeat().isEmpty()) {
            tally.unknown(Problem.of(
                    "restore.no-heartbeat-declared",
                    "No heartbeat is declared, so nothing in the copy says of which moment its data is.",
                    "Install the heartbeat on " + copy.origin().instance() + " as docs/validation.md says, and add"
                            + " heartbeat: {} to validation."));
            return "";
        }
        Duration limit = copy.validation().heartbeat().get().maxAge();
        tally.fact("limitSeconds", limit.toSeconds());
        Optional<Testimony.Beat> beat = copy.ownBeat();
        if (beat.isEmpty()) {
            tally.wrong(
                    "The copy carries no heartbeat of " + copy.origin().store()
                            + ", so it is older than the first or of" + " another store.",
                    "Restore a later moment, and see that the heartbeat runs on "
                            + copy.origin().instance() + ".");
            return "";
        }
        judge(copy, beat.get(), moment, limit, tally);
        return "The last heartbeat in the copy is "
                + Ages.words(Duration.between(beat.get().at(), moment)) + " older than the moment restored to.";
    }

    private static void judge(Copy copy, Testimony.Beat beat, Instant moment, Duration limit, Tally tally) {
        Duration age = Duration.between(beat.at(), moment);
        tally.fact("beat", beat.at());
        tally.fact("beatAgeSeconds", age.toSeconds());
        tally.fact("lsn", beat.lsn());
        tally.fact("walBytesPerSecond", beat.walBytesPerSecond());
        if (age.compareTo(limit) > 0) {
            tally.wrong(
                    "The data of the copy is " + Ages.words(age) + " older than the moment that was asked for; "
                            + Ages.words(limit) + " is allowed.",
                    "Find out whether an older backup was restored, or whether the heartbeat had stopped.");
        } else if (age.negated().compareTo(limit) > 0) {
            // A copy whose parameter group loads pg_cron goes on beating by itself; then the beat proves nothing.
            tally.wrong(
                    "The last heartbeat in the copy is " + Ages.words(age.negated())
                            + " later than the moment that was asked for.",
                    "Restore with a parameter group that does not load pg_cron, or find out whether a later backup was"
                            + " restored.");
        }
        copy.known().beat().ifPresent(known -> {
            tally.fact("beat.source", known);
            if (beat.at().isBefore(known)) {
                tally.wrong(
                        "The source had a heartbeat at " + known + " that the copy lacks.",
                        "Find out whether an older backup was restored.");
            }
        });
    }
}
