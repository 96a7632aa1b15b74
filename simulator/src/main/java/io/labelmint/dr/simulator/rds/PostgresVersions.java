package io.labelmint.dr.simulator.rds;

import java.util.List;
import java.util.stream.IntStream;

/** The major versions of PostgreSQL that RDS offers, and what goes by them. */
final class PostgresVersions {
    static final String ENGINE = "postgres";

    /** RDS for PostgreSQL release notes, "Amazon RDS for PostgreSQL versions": those that were offered in 2025. */
    private static final int FIRST = 11;

    private static final int LAST = 18;

    private PostgresVersions() {}

    static List<String> majors() {
        return IntStream.rangeClosed(FIRST, LAST).mapToObj(Integer::toString).toList();
    }

    /** Of {@code 17.6}, {@code 17}. */
    static String major(String version) {
        int point = version.indexOf('.');
        return point < 0 ? version : version.substring(0, point);
    }

    /** Since 14.1: user guide, "Limitations of read replicas with PostgreSQL". */
    static boolean backsUpReplicas(String version) {
        int major = Integer.parseInt(major(version));
        return major > 14 || (major == 14 && !version.equals("14") && !version.equals("14.0"));
    }

    /** The parameter group family of {@code version}. */
    static String family(String version) {
        return ENGINE + major(version);
    }
}
