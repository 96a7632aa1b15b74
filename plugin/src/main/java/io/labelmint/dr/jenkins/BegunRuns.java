package io.labelmint.dr.jenkins;

import hudson.model.Action;
import hudson.model.Run;
import io.labelmint.dr.jenkins.report.KeptNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a build asked for on one estate, whatever became of it: what its notice is about where it is not told. That is
 * the runs it began, and what its steps failed with where no run can tell it. Shown nowhere.
 *
 * <p>A build may work on two estates, and rehearse one that it works on as well; each has people of its own.
 */
public final class BegunRuns implements Action {
    /** Kind of run and name of the estate; what the first version kept has none, and is about any. */
    private final String estate;

    /** Names of the runs, in the order they began. */
    private ArrayList<String> runs = new ArrayList<>();

    /** What steps failed with; null for nothing, as in what the first version kept. */
    private ArrayList<String> failures;

    private BegunRuns(String estate) {
        this.estate = estate;
    }

    /**
     * What a notice is about.
     *
     * @param runs names of the runs, in the order they began
     * @param failures what steps failed with without a run that tells it
     */
    record Asked(List<String> runs, List<String> failures) {
        boolean nothing() {
            return runs.isEmpty() && failures.isEmpty();
        }
    }

    /** Adds {@code run} to those {@code build} began on {@code estate}. */
    static void add(Run<?, ?> build, String estate, String run) throws IOException {
        synchronized (BegunRuns.class) { // parallel branches of one build
            BegunRuns begun = at(build, estate);
            if (begun.runs.contains(run)) {
                return;
            }
            begun.runs.add(run);
        }
        build.save();
    }

    /** Adds that a step of {@code build} failed on {@code estate} with {@code failure}, which no run tells. */
    static void failed(Run<?, ?> build, String estate, String failure) throws IOException {
        synchronized (BegunRuns.class) {
            BegunRuns begun = at(build, estate);
            if (begun.failures == null) {
                begun.failures = new ArrayList<>();
            }
            if (begun.failures.contains(failure)) {
                return; // by the same step before a restart
            }
            begun.failures.add(failure);
        }
        build.save();
    }

    private static BegunRuns at(Run<?, ?> build, String estate) {
        return build.getActions(BegunRuns.class).stream()
                .filter(begun -> estate.equals(begun.estate))
                .findFirst()
                .orElseGet(() -> {
                    BegunRuns begun = new BegunRuns(estate);
                    build.addAction(begun);
                    return begun;
                });
    }

    /** What {@code build} asked for on {@code estate} so far. */
    static Asked of(Run<?, ?> build, String estate) {
        synchronized (BegunRuns.class) {
            List<BegunRuns> known = build.getActions(BegunRuns.class).stream()
                    .filter(begun -> begun.estate == null || begun.estate.equals(estate))
                    .toList();
            return new Asked(
                    known.stream().flatMap(begun -> begun.runs.stream()).toList(),
                    known.stream()
                            .map(begun -> begun.failures)
                            .filter(Objects::nonNull)
                            .flatMap(List::stream)
                            .toList());
        }
    }

    /** A file somebody edited must not keep Jenkins from reading the build. */
    @SuppressWarnings("UnusedMethod") // Jenkins calls it when it has read the build
    private Object readResolve() {
        runs = KeptNames.of(runs);
        if (failures != null) {
            List<?> kept = failures;
            failures = new ArrayList<>();
            kept.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(failures::add);
        }
        return this;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return "Runs of disaster recovery that were begun";
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
