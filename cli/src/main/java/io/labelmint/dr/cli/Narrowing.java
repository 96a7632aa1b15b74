package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** The option that narrows a job to some stores. */
final class Narrowing {
    @Option(
            names = "--only",
            paramLabel = "STORE",
            split = ",",
            description = "Only these stores: ids of the estate file, or databases, caches, buckets.")
    List<String> only = new ArrayList<>();

    Job job(Job.Type type) {
        return new Job(type, new TreeSet<>(only));
    }
}
