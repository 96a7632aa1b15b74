package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.provision.AccessPolicy;
import io.labelmint.dr.provision.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code dr iam-policy}: prints the policy of the roles the product acts with, made from the calls it can make. */
@Command(
        name = "iam-policy",
        description = "Print the IAM policy the product needs for an estate, made from the calls it can make.",
        mixinStandardHelpOptions = true)
final class IamPolicyCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    EstateOptions estateOptions;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = WorkConverter.class,
            completionCandidates = Works.class,
            description = "Only what one kind of work needs: ${COMPLETION-CANDIDATES} (default: all of it).")
    Optional<Work> work = Optional.empty();

    @Option(names = "--debug", description = "Print stack traces.")
    boolean debug;

    @Override
    public Integer call() {
        Estate estate = estateOptions.load();
        spec.commandLine()
                .getOut()
                .println(Capabilities.json()
                        .pretty(work.map(one -> AccessPolicy.of(estate, one))
                                .orElseGet(() -> AccessPolicy.of(estate))));
        spec.commandLine().getOut().flush();
        return ExitCode.GREEN;
    }

    /** The names of all kinds of work. */
    static final class Works extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Works() {
            super(labels());
        }

        static List<String> labels() {
            return Stream.of(Work.values()).map(Work::label).toList();
        }
    }

    /** A kind of work by its name. */
    static final class WorkConverter implements ITypeConverter<Work> {
        @Override
        public Work convert(String text) {
            return Stream.of(Work.values())
                    .filter(work -> work.label().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no role " + text + "; write one of " + String.join(", ", Works.labels())));
        }
    }
}
