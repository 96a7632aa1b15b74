package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Tally;
import java.util.List;

/** Are the roles there that applications connect as? */
final class RolesLevel implements Level {
    @Override
    public String id() {
        return "restore.roles";
    }

    @Override
    public String objective() {
        return "applications can connect to what was restored";
    }

    @Override
    public String look(Copy copy, Tally tally) {
        List<String> wanted = copy.validation().roles();
        if (wanted.isEmpty()) {
            tally.unknown(Problem.of(
                    "restore.no-roles-declared",
                    "No role is declared that must be in the copy.",
                    "Add roles: with the roles applications connect as to validation."));
            return "";
        }
        List<String> present = copy.probe().roles();
        List<String> missing =
                wanted.stream().filter(role -> !present.contains(role)).toList();
        tally.fact("roles", String.join(", ", wanted));
        if (!missing.isEmpty()) {
            tally.fact("missing", String.join(", ", missing));
            tally.wrong(
                    "The copy lacks the " + (missing.size() == 1 ? "role " : "roles ") + String.join(", ", missing)
                            + ".",
                    "Create them as they are in the source; a dump of one database carries no roles.");
        }
        return "All " + wanted.size() + " roles are there.";
    }
}
