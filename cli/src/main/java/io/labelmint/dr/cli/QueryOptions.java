package io.labelmint.dr.cli;

import io.labelmint.dr.evidence.PackQuery;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.ledger.RunKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which packs of a folder are asked for. */
final class QueryOptions {
    @Option(names = "--year", paramLabel = "YEAR", description = "Only runs that began in this year, in UTC.")
    Optional<Integer> year = Optional.empty();

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "Only runs of this job, for example restore-test.",
            converter = Jobs.class)
    Optional<String> job = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only runs of this kind: real, drill or rehearsal.")
    Optional<RunKind> kind = Optional.empty();

    PackQuery query() {
        return new PackQuery(year, job, kind);
    }

    /** All jobs by the names people type, those with commands of their own among them. */
    static final class Jobs implements CommandLine.ITypeConverter<String> {
        @Override
        public String convert(String name) {
            return Arrays.stream(Job.Type.values())
                    .map(Job.Type::label)
                    .filter(label -> label.equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandLine.TypeConversionException("There is no job '" + name
                            + "'. Name one of: "
                            + Arrays.stream(Job.Type.values())
                                    .map(Job.Type::label)
                                    .collect(Collectors.joining(", "))
                            + "."));
        }
    }
}
