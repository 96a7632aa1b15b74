package io.labelmint.dr.validation.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.DatabaseValidation;
import io.labelmint.dr.validation.Known;
import io.labelmint.dr.validation.Restored;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** A source that has written its testimony, and copies of it that are validated as the example's estate declares. */
final class CopyTrial {
    /** The example's estate, with one role more and an extension that every copy here has. */
    private static final Estate DECLARED = LabelMint.with(
            "roles: [orders_app]\n      extensions: [pgcrypto]",
            "roles: [orders_app, reporting]\n      extensions: [amcheck]");

    private final PostgresServer server;
    private final Instant beat;
    private int copies;

    CopyTrial(PostgresServer server) throws SQLException {
        this.server = server;
        SourceDatabase.create(server);
        beat = SourceDatabase.testify(server, SourceDatabase.NAME, DECLARED.name(), "orders-db");
    }

    /** The moment of the source's last beat, of which every copy is. */
    Instant beat() {
        return beat;
    }

    /** Makes a copy, and says what it is called. */
    String copy() throws SQLException {
        String name = "copy_" + ++copies;
        server.copy(SourceDatabase.NAME, name);
        return name;
    }

    List<Finding> validate(String copy, Instant moment, Known known) {
        VirtualTimeline timeline = new VirtualTimeline(moment);
        return new DatabaseValidation(new PostgresProbes(timeline), timeline)
                .validate(
                        DECLARED,
                        DECLARED.databases().get(0),
                        server.address(copy, PostgresServer.PROBE),
                        new Restored(moment, "rds:labelmint-production-orders-2026-11-22"),
                        known);
    }

    /** Expects {@code check} to have failed with {@code fact}, and no other to be red. */
    static void failed(List<Finding> findings, String check, String fact) {
        List<Finding> red =
                findings.stream().filter(finding -> !finding.green()).toList();
        assertThat(red).extracting(Finding::check).containsExactly(check);
        assertThat(red.get(0).verdict()).as(red.get(0).toString()).isEqualTo(Verdict.FAILED);
        assertThat(red.get(0).summary()).contains(fact);
    }
}
