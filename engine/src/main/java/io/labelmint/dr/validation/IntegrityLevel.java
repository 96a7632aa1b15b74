package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.validation.Catalog.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Is every page of it readable, and does every B-tree lead to every row? */
final class IntegrityLevel implements Level {
    private static final int TOLD = 5;
    private static final String BTREE = "btree";

    @Override
    public String id() {
        return "restore.integrity";
    }

    @Override
    public String objective() {
        return "no page and no index of the copy is damaged";
    }

    @Override
    public String look(Copy copy, Tally tally) {
        if (!copy.validation().amcheck()) {
            tally.unknown(Problem.of(
                    "restore.no-amcheck-declared",
                    "Heaps and indexes are not checked, because validation says amcheck: false.",
                    "Create the extension amcheck on the source as docs/validation.md says, and write amcheck: true."));
            return "";
        }
        Catalog catalog = copy.probe().catalog();
        List<Index> trees = catalog.indexes().stream()
                .filter(index -> index.method().equals(BTREE) && index.usable())
                .toList();
        long others = catalog.indexes().stream()
                .filter(index ->
                        !index.method().equals(BTREE) && !index.method().equals("partitioned"))
                .count();
        List<String> damage = new ArrayList<>();
        int heaps = 0;
        int indexes = 0;
        try {
            for (TableName table : catalog.tables()) {
                copy.probe().corruptionOfHeap(table).forEach(what -> damage.add("table " + table + ": " + what));
                heaps++;
            }
            for (Index tree : trees) {
                Optional<String> what = copy.probe().corruptionOfIndex(tree.name());
                what.ifPresent(text -> damage.add("index " + tree.name() + ": " + text));
                indexes++;
            }
        } catch (ProblemException e) {
            // One that cannot be checked is one too many, and what kept it from being checked keeps the others too.
            tally.unknown(e.problem());
        }
        tally.fact("heaps", heaps + " of " + catalog.tables().size());
        tally.fact("indexes", indexes + " of " + trees.size());
        tally.fact("indexesOfOtherKinds", others);
        if (!damage.isEmpty()) {
            tally.fact("damaged", damage.size());
            tally.wrong(
                    "amcheck found damage: " + String.join("; ", damage.subList(0, Math.min(TOLD, damage.size())))
                            + (damage.size() > TOLD ? " and " + (damage.size() - TOLD) + " more." : "."),
                    "Check the source too: rebuild damaged indexes with REINDEX, and for damaged tables find the last"
                            + " backup that is sound.");
        }
        return "amcheck read " + heaps + " tables and " + indexes + " B-trees and found nothing damaged"
                + (others == 0 ? "." : "; it does not know the " + others + " indexes of other kinds.");
    }
}
