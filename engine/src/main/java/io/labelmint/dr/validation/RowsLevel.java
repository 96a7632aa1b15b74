package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Validation.Table;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Are all the rows there? Each declared table is read in full, which is also the first full read of a restored volume,
 * and its time is that of the warm-up.
 */
final class RowsLevel implements Level {
    @Override
    public String id() {
        return "restore.rows";
    }

    @Override
    public String objective() {
        return "the copy has as many rows, of the same sums, as its source counted";
    }

    @Override
    public String look(Copy copy, Tally tally) {
        List<Table> tables = copy.validation().tables();
        if (tables.isEmpty()) {
            tally.unknown(Problem.of(
                    "restore.no-tables-declared",
                    "No table is declared whose rows are to be counted.",
                    "Add tables: to validation, with those the business cannot do without."));
            return "";
        }
        WarmUp read = new WarmUp();
        for (Table table : tables) {
            try {
                judge(copy, table, read, tally);
            } catch (ProblemException e) {
                unread(table, e.problem(), tally);
            }
        }
        tally.fact("readMs", read.time.toMillis());
        tally.fact("readBytes", read.bytes);
        return tables.size() + " tables were read in full (" + (read.bytes >> 20) + " MiB) and have the rows their"
                + " source counted.";
    }

    private static void unread(Table table, Problem problem, Tally tally) {
        tally.fact("rows." + table.name(), "not counted");
        if (problem.code().equals("probe.corrupt")) {
            tally.wrong(problem.summary(), problem.remedy());
        } else {
            tally.unknown(problem.with("table", table.name()));
        }
    }

    private static void judge(Copy copy, Table table, WarmUp read, Tally tally) {
        TableName name = TableName.of(table.name());
        Count count = copy.timed(() -> copy.probe().count(name, table.sum()), time -> {
            read.time = read.time.plus(time);
            tally.fact("ms." + table.name(), time.toMillis());
        });
        read.bytes += count.bytes();
        tally.fact("rows." + table.name(), count.rows());
        count.sum().ifPresent(sum -> tally.fact("sum." + table.name(), sum.toPlainString()));
        if (table.minRows().filter(least -> count.rows() < least).isPresent()) {
            tally.wrong(
                    table.name() + " has " + count.rows() + " rows, but at least "
                            + table.minRows().get() + " are declared.",
                    "Find out whether the table was emptied in the source, or restore another backup.");
        }
        List<Testimony.Entry> own =
                copy.testimony().map(testimony -> testimony.of(name)).orElse(List.of());
        List<Testimony.Entry> elsewhere = copy.known().census().stream()
                .filter(entry -> entry.table().equals(name))
                .toList();
        if (own.isEmpty() && elsewhere.isEmpty()) {
            uncounted(copy, table, tally);
        }
        Stream.of(own, elsewhere)
                .filter(entries -> !entries.isEmpty())
                .forEach(entries -> new Expectation(table, copy.restored().moment(), entries).judge(count, tally));
    }

    /** Without a census a declared minimum is all there is to hold a count against, where no census is promised. */
    private static void uncounted(Copy copy, Table table, Tally tally) {
        tally.fact("census." + table.name(), "none");
        if (table.minRows().isEmpty() || copy.validation().heartbeat().isPresent()) {
            tally.unknown(copy.noTestimony().with("table", table.name()));
        }
    }

    /** What was read so far, and how long it took. */
    private static final class WarmUp {
        private Duration time = Duration.ZERO;
        private long bytes;
    }
}
