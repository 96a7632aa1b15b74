package io.labelmint.dr.validation;

import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.RowCounts;
import io.labelmint.dr.outside.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts through the probes that ask restored copies.
 *
 * @param probes opens the connections
 */
public record ProbedRows(DatabaseProbes probes) implements RowCounts {
    @Override
    public Counted count(
            Heartbeats.Source source,
            Secret password,
            String estate,
            String store,
            List<Table> tables,
            Duration timeLimit) {
        DatabaseAddress address = new DatabaseAddress(
                source.host(),
                source.port(),
                source.database(),
                source.user(),
                password,
                new DatabaseAddress.Tls(source.hostName(), source.authorities().map(Path::of)));
        try (DatabaseProbe probe = probes.connect(address, timeLimit)) {
            Optional<Instant> beat = probe.testimony()
                    .flatMap(Testimony::beat)
                    .filter(last -> last.estate().equals(estate) && last.store().equals(store))
                    .map(Testimony.Beat::at);
            SortedMap<String, Amount> counted = new TreeMap<>();
            for (Table table : tables) {
                Count count = probe.count(TableName.of(table.name()), table.sum());
                counted.put(table.name(), new Amount(count.rows(), count.sum()));
            }
            return new Counted(counted, beat);
        }
    }
}
