package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import picocli.CommandLine;

/** What can be rehearsed, by the names people type: every job that needs no more than its name, and a failover. */
final class RehearsedJobConverter implements CommandLine.ITypeConverter<Job.Type> {
    private final JobConverter jobs = new JobConverter();

    @Override
    public Job.Type convert(String name) {
        if (Job.Type.FAILOVER.label().equalsIgnoreCase(name)) {
            return Job.Type.FAILOVER;
        }
        try {
            return jobs.convert(name);
        } catch (CommandLine.TypeConversionException e) {
            throw new CommandLine.TypeConversionException(e.getMessage().replaceFirst("\\.$", ", failover."));
        }
    }
}
