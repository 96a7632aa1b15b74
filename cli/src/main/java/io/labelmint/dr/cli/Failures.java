package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.yaml.MistakesException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells failures to people: one sentence of what, one of what to do; a stack trace only on {@code --debug}. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (debug(parsed)) {
            exception.printStackTrace(err);
        }
        if (exception instanceof MistakesException mistakes) {
            mistakes.mistakes().forEach(mistake -> err.println(mistake));
            err.println(
                    mistakes.mistakes().size() == 1
                            ? "1 mistake in the estate file; nothing was done."
                            : mistakes.mistakes().size() + " mistakes in the estate file; nothing was done.");
            return ExitCode.MISUSED;
        }
        if (exception instanceof ProblemException known) {
            Problem problem = known.problem();
            err.println("dr: " + problem.summary());
            err.println("    " + problem.remedy());
            return exitCode(problem.code());
        }
        err.println("dr: This program made a mistake: " + exception + ".");
        err.println("    Run the same command again with --debug and report what it prints; what was begun can be"
                + " resumed.");
        return ExitCode.MISTAKE;
    }

    private static int exitCode(String code) {
        if (List.of("ledger.held", "ledger.taken", "rehearsal.held").contains(code)) {
            return ExitCode.HELD;
        }
        boolean misused = code.startsWith("job.")
                || code.startsWith("operation.")
                || code.startsWith("provision.")
                || List.of("evidence.not-a-pack", "discover.asked-wrongly", "discover.file-exists")
                        .contains(code);
        return misused ? ExitCode.MISUSED : ExitCode.UNFINISHED;
    }

    static int misused(ParameterException exception, String[] args) {
        CommandLine command = exception.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("dr: " + exception.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, err)) {
            err.println("    See `" + command.getCommandSpec().qualifiedName() + " --help`.");
        }
        return ExitCode.MISUSED;
    }

    private static boolean debug(ParseResult parsed) {
        return parsed.originalArgs().contains("--debug")
                || Arrays.asList(System.getenv().getOrDefault("DR_DEBUG", "")).contains("1");
    }
}
