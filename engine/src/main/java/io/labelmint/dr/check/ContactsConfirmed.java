package io.labelmint.dr.check;

import io.labelmint.dr.estate.Contact;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Has somebody lately made sure that the people to call can be called? */
public final class ContactsConfirmed implements Check {
    /** A quarter: people change jobs and numbers about as often as drills are held. */
    private static final long LIMIT_DAYS = 90;

    @Override
    public String id() {
        return "contacts.confirmed";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Look look = new Look(id(), estate.name(), "whom to call is known", Controls.CONTINUITY);
        Tally tally = new Tally(look);
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (estate.contacts().isEmpty()) {
            tally.wrong("Nobody is named to be called in a disaster.", "Write contacts into the estate file.");
        }
        tally.fact("limitDays", LIMIT_DAYS);
        for (Contact contact : estate.contacts()) {
            long days = ChronoUnit.DAYS.between(contact.confirmed(), today);
            tally.fact(contact.role() + ".confirmed", contact.confirmed());
            if (days > LIMIT_DAYS) {
                tally.wrong(
                        "The " + contact.role() + " was last confirmed " + days + " days ago.",
                        "Call each of them, correct the estate file, and write today's date under confirmed.");
            }
        }
        return List.of(tally.finding("Everybody to be called was confirmed within " + LIMIT_DAYS + " days."));
    }
}
