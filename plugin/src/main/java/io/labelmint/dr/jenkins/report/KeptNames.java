package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.plan.OperationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Objects;

/** The names of runs that a build keeps, as they are read again: from a file that somebody may have edited. */
public final class KeptNames {
    private KeptNames() {}

    /** Those of {@code kept} that are names of runs. Nothing else may become the name of a folder. */
    @SuppressWarnings("NonApiType") // what Jenkins writes has to be a plain list
    public static ArrayList<String> of(Collection<?> kept) {
        ArrayList<String> names = new ArrayList<>();
        if (kept != null) {
            kept.stream().filter(KeptNames::isName).map(Objects::toString).forEach(names::add);
        }
        return names;
    }

    static boolean isName(Object kept) {
        return kept instanceof String name && OperationId.valid(name);
    }
}
