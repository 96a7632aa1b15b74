package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.ReviewRequest;
import io.labelmint.dr.review.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dr review}: looks back: how long backups took, how long there is room, whether what is promised is kept. */
@Command(
        name = "review",
        description =
                "Look back: how long each backup and copy of the week took against the four weeks before (performance), how"
                        + " long there is room for snapshots, instances and data (capacity), who could read, delete or"
                        + " weaken what is kept (security), whether what is promised is kept and tried (compliance), what backups cost (cost; asks Cost"
                        + " Explorer once a day, for 0.01 USD a request), and whether the regions are alike (infrastructure)."
                        + " Changes nothing.",
        mixinStandardHelpOptions = true)
final class ReviewCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JobOptions options;

    @Option(
            names = "--area",
            paramLabel = "AREA",
            split = ",",
            description = "Only these areas: performance, capacity, security, compliance, cost, infrastructure.")
    List<String> areas = new ArrayList<>();

    @Override
    public Integer call() {
        ReviewRequest request = ReviewRequest.WHOLE.of(Area.named(areas));
        return options.run(spec, Job.Type.REVIEW, job -> job.reviewing(request), false);
    }
}
