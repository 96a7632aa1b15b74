package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The jobs by the names people type. */
final class JobConverter implements CommandLine.ITypeConverter<Job.Type> {
    @Override
    public Job.Type convert(String name) {
        return jobs().filter(type -> type.label().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException("There is no job '" + name
                        + "'. Name one of: "
                        + jobs().map(Job.Type::label).collect(Collectors.joining(", "))
                        + "."));
    }

    /** All but those that need more than their name: runs to tell of, which a pipeline has; a point to restore to. */
    private static Stream<Job.Type> jobs() {
        return Arrays.stream(Job.Type.values()).filter(type -> type != Job.Type.TELL && type != Job.Type.RESTORE);
    }
}
