package io.labelmint.dr.cli;

import io.labelmint.dr.cli.RehearsedJobConverter.Rehearsed;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.job.Job;
import picocli.CommandLine;

/**
 * What can be rehearsed, by the names people type: every job that needs no more than its name, a failover and a failback, and
 * the discovery of an account.
 */
final class RehearsedJobConverter implements CommandLine.ITypeConverter<Rehearsed> {
    private static final String DISCOVER = "discover";

    private final JobConverter jobs = new JobConverter();

    /**
     * What is rehearsed.
     *
     * @param type the job
     * @param home whether it is the move home
     * @param discovery whether the checks are made of what is found, instead of what is declared
     */
    record Rehearsed(Job.Type type, boolean home, boolean discovery) {}

    @Override
    public Rehearsed convert(String name) {
        if (Job.Type.FAILOVER.label().equalsIgnoreCase(name)) {
            return new Rehearsed(Job.Type.FAILOVER, false, false);
        }
        if (Verb.FAILBACK.label().equalsIgnoreCase(name)) {
            return new Rehearsed(Job.Type.FAILOVER, true, false);
        }
        if (DISCOVER.equalsIgnoreCase(name)) {
            return new Rehearsed(Job.Type.CHECK, false, true);
        }
        try {
            return new Rehearsed(jobs.convert(name), false, false);
        } catch (CommandLine.TypeConversionException e) {
            throw new CommandLine.TypeConversionException(
                    e.getMessage().replaceFirst("\\.$", ", failover, failback, discover."));
        }
    }
}
