package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Tally;
import java.util.Optional;

/** Is it a copy of the right database? */
final class IdentityLevel implements Level {
    private static final String REMEDY =
            "Find out what was restored: the snapshot, the instance it was taken of, and the name of the database.";

    @Override
    public String id() {
        return "restore.identity";
    }

    @Override
    public String objective() {
        return "what was restored is the store that was lost";
    }

    @Override
    public String look(Copy copy, Tally tally) {
        Server server = copy.probe().server();
        tally.fact("restoredFrom", copy.restored().source());
        tally.fact("database", server.database());
        tally.fact("systemIdentifier", server.identity().orElse("not readable"));
        boolean compared = false;
        if (copy.known().identity().isPresent()) {
            compared = identity(copy.known().identity().get(), server, tally);
        }
        Optional<Testimony.Beat> beat = copy.testimony().flatMap(Testimony::beat);
        if (beat.isPresent()) {
            compared = true;
            tally.fact("writtenBy", beat.get().estate() + "/" + beat.get().store());
            if (copy.ownBeat().isEmpty()) {
                tally.wrong(
                        "The copy is of " + beat.get().store() + " of "
                                + beat.get().estate() + ", and not of "
                                + copy.origin().store() + " of " + copy.origin().estate() + ".",
                        REMEDY);
            }
        } else if (copy.validation().heartbeat().isPresent()) {
            compared = true;
            tally.wrong(
                    "The copy carries no heartbeat, although " + copy.origin().instance() + " is said to write one.",
                    REMEDY);
        }
        if (!compared) {
            tally.unknown(copy.noTestimony());
        }
        return "The copy was written by " + copy.origin().store() + " of "
                + copy.origin().estate() + ".";
    }

    private static boolean identity(String expected, Server server, Tally tally) {
        tally.fact("systemIdentifier.source", expected);
        if (server.identity().isEmpty()) {
            tally.unknown(Problem.of(
                    "restore.no-identity",
                    "The probe may not read the system identifier of the copy.",
                    "Grant EXECUTE on pg_control_system() to its role on the source."));
        } else if (!server.identity().get().equals(expected)) {
            tally.wrong("The copy has another system identifier than the source.", REMEDY);
        }
        return true;
    }
}
