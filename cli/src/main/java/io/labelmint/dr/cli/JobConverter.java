package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The jobs by the names people type. */
final class JobConverter implements CommandLine.ITypeConverter<Job.Type> {
    /** Those that need more than their name: runs to tell of or to sign; what to restore, or to cut over to. */
    private static final Set<Job.Type> OWN_COMMANDS = Set.of(
            Job.Type.TELL,
            Job.Type.RESTORE,
            Job.Type.CUT_OVER,
            Job.Type.FAILOVER,
            Job.Type.SIGN_OFF,
            Job.Type.PROVISION);

    @Override
    public Job.Type convert(String name) {
        return jobs().filter(type -> type.label().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException("There is no job '" + name
                        + "'. Name one of: "
                        + jobs().map(Job.Type::label).collect(Collectors.joining(", "))
                        + "."));
    }

    /** Whether `dr rehearse` runs it, and so goes on with it; the others are gone on with by `dr resume`. */
    static boolean isOfRehearsals(Job.Type type) {
        return !OWN_COMMANDS.contains(type);
    }

    private static Stream<Job.Type> jobs() {
        return Arrays.stream(Job.Type.values()).filter(JobConverter::isOfRehearsals);
    }
}
