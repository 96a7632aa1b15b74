package io.labelmint.dr.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs the benchmarks: {@code waits}, {@code builds}, {@code ledger}, {@code startup}, {@code validation} or {@code packs}, from
 * the root of the repository.
 */
public final class Benchmarks {
    private static final String USAGE = """
            Usage, from the root of the repository:
              java -jar bench/target/benchmarks.jar waits              1,000 operations wait; peer: waiters of the AWS SDK
              java -jar bench/target/benchmarks.jar builds             500 builds wait in steps; peer: a thread each
              java -jar bench/target/benchmarks.jar ledger             appends and verification; peers: bare force, SHA-256
              java -jar bench/target/benchmarks.jar startup [PROGRAM]  dr's first output; peers: java, and the AWS CLI if
                                                                       PROGRAM names it or it is on the path
              java -jar bench/target/benchmarks.jar validation [FOLDER] 10 million rows of a restored database; peers: psql
                                                                       and pg_amcheck, on the path or in FOLDER
              java -jar bench/target/benchmarks.jar packs              20,000 packs of evidence; peer: SHA-256
            """;

    private Benchmarks() {}

    /** Runs the benchmark that {@code args} names. */
    public static void main(String[] args) throws Exception {
        if (args.length == 0 || !Files.isRegularFile(Path.of("dr"))) {
            System.err.print(USAGE);
            System.exit(2);
        }
        System.out.println(Machine.describe());
        switch (args[0]) {
            case "waits" -> WaitsComparison.print(System.out);
            case "builds" -> BuildsComparison.print(System.out);
            case "ledger" -> LedgerComparison.print(System.out, Path.of("bench", "target"));
            case "startup" ->
                StartupComparison.print(
                        System.out, Arrays.stream(args).skip(1).findFirst().orElse("aws"));
            case "validation" ->
                ValidationComparison.print(
                        System.out,
                        ValidationComparison.ROWS,
                        Arrays.stream(args).skip(1).findFirst().map(Path::of));
            case "packs" -> PacksComparison.print(System.out, PacksComparison.SIZES);
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
        System.out.println(Machine.load());
    }
}
