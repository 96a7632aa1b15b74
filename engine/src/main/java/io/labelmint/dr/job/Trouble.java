package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** What went wrong in a part of a run, which is found and told while the rest of it goes on. */
final class Trouble {
    private Trouble() {}

    /** What {@code starter} starts, or why it could not: trouble with one store is no reason to leave the others out. */
    static <T> CompletableFuture<T> caught(Supplier<CompletableFuture<T>> starter) {
        try {
            return starter.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** What failed, for a finding; but a process that is broken finds nothing any more. */
    static Problem problem(Throwable failure) {
        Throwable cause = failure instanceof CompletionException
                ? Objects.requireNonNullElse(failure.getCause(), failure)
                : failure;
        if (cause instanceof Error broken) {
            throw broken;
        }
        if (cause instanceof ProblemException known) {
            return known.problem();
        }
        return Problem.of(
                        "program.wrong",
                        "This program made a mistake: " + cause + ".",
                        "Report it with the ledger of this run.")
                .with("exception", cause.getClass().getName().toLowerCase(Locale.ROOT));
    }
}
