package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.RestoreRequest;
import io.labelmint.dr.restore.RestorePoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr restore}: restores a database to a point, as a new instance beside what there is. */
@Command(
        name = "restore",
        description = "Restore a PostgreSQL database to a point, as a new instance beside what there is: nothing that"
                + " exists is changed. What it needs is made sure of before anything is created; --dry-run prints the"
                + " plan. Interrupted, it is gone on with by `dr resume`.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "STORE", description = "Id of the database in the estate file.")
    String store;

    @Option(
            names = "--as",
            paramLabel = "INSTANCE",
            required = true,
            description = "Identifier of the instance to restore it as; a name nobody has.")
    String instance;

    @Option(
            names = "--to",
            paramLabel = "POINT",
            description = "latest, a whole second in UTC such as 2026-11-22T02:00:00Z, or the ARN of a snapshot or"
                    + " recovery point (default: ${DEFAULT-VALUE}).",
            defaultValue = "latest")
    String point;

    @Option(
            names = "--region",
            paramLabel = "SIDE",
            description =
                    "primary or dr: the region of the estate, and what is kept there (default: ${DEFAULT-VALUE}).",
            defaultValue = "dr")
    Restores.Side side;

    @Mixin
    EstateOptions estateOptions;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Mixin
    OutputOptions output;

    @Option(names = "--dry-run", description = "Only print what would be done.")
    boolean dryRun;

    @Override
    public Integer call() {
        Estate estate = estateOptions.load();
        Job job = Job.restoring(store, new RestoreRequest(side, RestorePoint.parse(point), instance));
        job.stores(estate);
        return RunCommand.run(spec, job, estate, aws, state, output, dryRun);
    }
}
