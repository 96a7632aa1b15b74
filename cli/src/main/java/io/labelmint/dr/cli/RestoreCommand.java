package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.RestoreRequest;
import io.labelmint.dr.restore.RestorePoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr restore}: restores a store to a point, beside what there is; a bucket also in place. */
@Command(
        name = "restore",
        description =
                "Restore a store to a point beside what there is: a database as a new instance, a Redis group as a new"
                        + " one, objects of a bucket as copies. Nothing that exists is changed, unless a bucket is put back --in-place, where every"
                        + " version stays. What it needs is made sure of before anything is created; --dry-run prints the plan."
                        + " Interrupted, it is gone on with by `dr resume`.",
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "STORE", description = "Id of the store in the estate file.")
    String store;

    @Option(
            names = "--as",
            paramLabel = "TARGET",
            description =
                    "What to restore it as: the identifier of an instance or replication group, a name nobody has; for a bucket BUCKET"
                            + " or BUCKET/PREFIX, under which nothing is.")
    String target;

    @Option(
            names = "--in-place",
            description = "Put what a bucket had back where it is: old versions on top as new ones, delete markers over"
                    + " what did not exist. No version is removed.")
    boolean inPlace;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            description = "Of a bucket, only restore the keys that begin with it (default: all).",
            defaultValue = "")
    String prefix;

    @Option(
            names = "--to",
            paramLabel = "POINT",
            description = "latest, a whole second in UTC such as 2026-11-22T02:00:00Z, or the ARN of a snapshot, a"
                    + " recovery point or an exported file; caches know no moments (default: ${DEFAULT-VALUE}).",
            defaultValue = "latest")
    String point;

    @Option(
            names = "--region",
            paramLabel = "SIDE",
            description = "primary or dr: the region of the estate, and what is kept there (default: dr; in place"
                    + " primary).")
    Restores.Side side;

    @Option(
            names = "--for-production",
            description = "Of a database whose copies are masked: leave this one as it was, because it is to take the"
                    + " place of production. `dr cut-over` takes no other.")
    boolean forProduction;

    @Mixin
    RunOptions options;

    @Option(names = "--dry-run", description = "Only print what would be done.")
    boolean dryRun;

    @Option(
            names = "--prepare",
            description = "Only make the plan, store it and print it for approval: see `dr approve`.")
    boolean prepare;

    @Override
    public Integer call() {
        Estate estate = options.estate.load();
        Restores.Side wanted = side != null ? side : inPlace ? Restores.Side.PRIMARY : Restores.Side.DR;
        Job job = Job.restoring(
                store,
                new RestoreRequest(
                        wanted,
                        RestorePoint.parse(point),
                        target == null ? "" : target,
                        prefix,
                        inPlace,
                        forProduction));
        check(job.stores(estate).get(0));
        return run(job, estate);
    }

    /** What picocli cannot know: what goes together depends on the kind of the store. */
    private void check(Store restored) {
        boolean bucket = restored instanceof Bucket;
        if (inPlace == (target != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    inPlace
                            ? "--in-place puts it back where it is, and --as elsewhere: leave out one of them."
                            : "Say what to restore it as with --as" + (bucket ? ", or --in-place." : "."));
        }
        if (!bucket && (inPlace || !prefix.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    store + " is no bucket, so there is no " + (inPlace ? "--in-place" : "--prefix") + " for it.");
        }
        if (forProduction && !(restored instanceof PostgresDatabase)) {
            throw new ParameterException(
                    spec.commandLine(), store + " is no database, and nothing but databases is masked.");
        }
    }

    private int run(Job job, Estate estate) {
        return prepare
                ? Preparation.of(spec, job, estate, options.aws, options.state, options.output.json)
                : options.run(spec, job, estate, dryRun);
    }
}
