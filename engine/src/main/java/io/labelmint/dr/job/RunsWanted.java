package io.labelmint.dr.job;

import io.labelmint.dr.ledger.RunKind;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the runs an estate has had somebody wants to be told of.
 *
 * @param kind only those of this kind; empty for all three
 * @param jobs those of these jobs
 * @param since only those made for this day, in UTC, or a later one; empty for all
 * @param most how many of the newest are read; empty for all, of which there may be thousands after years
 */
public record RunsWanted(
        Optional<RunKind> kind, Set<Job.Type> jobs, Optional<LocalDate> since, Optional<Integer> most) {

    public RunsWanted {
        jobs = Set.copyOf(jobs);
    }

    /** Whether a run of {@code type} may be one. What is real and of the job drill is a drill, and nothing else is. */
    boolean of(Job.Type type) {
        boolean drill = type == Job.Type.DRILL;
        return jobs.contains(type)
                && kind.filter(only -> only == RunKind.REAL ? drill : only == RunKind.DRILL && !drill)
                        .isEmpty();
    }
}
