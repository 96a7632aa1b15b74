package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.evidence.report.Matrix;
import io.labelmint.dr.evidence.report.Page;
import io.labelmint.dr.evidence.report.Sign;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.evidence.report.Words;
import java.util.List;

/**
 * Checks against stores, as far as a table of them can be looked at.
 *
 * @param title what the stores have in common
 * @param columns the stores
 * @param rows the checks
 * @param more how many stores and checks are left out
 */
public record MatrixView(String title, List<String> columns, List<Row> rows, int more) {
    private static final int MOST_ROWS = 40;
    private static final int MOST_COLUMNS = 12;
    private static final int LONGEST = 40;

    static MatrixView of(Matrix matrix) {
        int more = Math.max(0, matrix.subjects().size() - MOST_COLUMNS)
                + Math.max(0, matrix.rows().size() - MOST_ROWS);
        return new MatrixView(
                VisibleText.of(matrix.title()),
                matrix.subjects().stream()
                        .limit(MOST_COLUMNS)
                        .map(subject -> VisibleText.of(Words.shortened(subject, LONGEST)))
                        .toList(),
                matrix.rows().stream().limit(MOST_ROWS).map(Row::of).toList(),
                more);
    }

    /**
     * A check.
     *
     * @param check its id
     * @param cells what it found, for each store
     */
    public record Row(String check, List<List<Sign>> cells) {
        private static Row of(Matrix.Row row) {
            return new Row(
                    VisibleText.of(row.check()),
                    row.cells().stream()
                            .limit(MOST_COLUMNS)
                            .map(cell -> cell.stream().map(Page.Numbered::sign).toList())
                            .toList());
        }
    }
}
