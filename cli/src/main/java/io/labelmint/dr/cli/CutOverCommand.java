package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.job.CutOverRequest;
import io.labelmint.dr.job.Job;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr cut-over}: plans that a restored instance takes over the name of a database. */
@Command(
        name = "cut-over",
        description = "Plan that a restored instance takes over the name, and with it the address, of a database. The"
                + " instance that has the name is kept, as NAME-before-yyyymmddHHMM. Nothing is done before the plan is"
                + " approved: see `dr approve`. With --roll-back the one that was kept takes its name back.",
        mixinStandardHelpOptions = true)
final class CutOverCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "STORE", description = "Id of the database in the estate file.")
    String store;

    @Option(
            names = "--from",
            paramLabel = "INSTANCE",
            required = true,
            description =
                    "The instance that takes the name over: what `dr restore` brought about, or, with --roll-back,"
                            + " the one that was kept.")
    String successor;

    @Option(
            names = "--region",
            paramLabel = "SIDE",
            description = "primary or dr: the region of the estate both are in (default: ${DEFAULT-VALUE}).",
            defaultValue = "primary")
    Restores.Side side;

    @Option(names = "--roll-back", description = "Undo a cut-over.")
    boolean back;

    @Mixin
    EstateOptions estateOptions;

    @Mixin
    AwsOptions aws;

    @Mixin
    StateOptions state;

    @Option(names = "--json", description = "Print the plan as one JSON object.")
    boolean json;

    @Override
    public Integer call() {
        Estate estate = estateOptions.load();
        Job job = Job.cuttingOver(store, new CutOverRequest(side, successor, back, ""));
        job.stores(estate);
        return Preparation.of(spec, job, estate, aws, state, json);
    }
}
