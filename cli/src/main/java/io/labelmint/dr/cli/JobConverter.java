package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The jobs by the names people type. */
final class JobConverter implements CommandLine.ITypeConverter<Job.Type> {
    @Override
    public Job.Type convert(String name) {
        return Arrays.stream(Job.Type.values())
                .filter(type -> type.label().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException("There is no job '" + name
                        + "'. Name one of: "
                        + Arrays.stream(Job.Type.values()).map(Job.Type::label).collect(Collectors.joining(", "))
                        + "."));
    }
}
