package io.labelmint.dr.estate.yaml;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A place in a text, counted from one as editors count; columns are code points.
 *
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record Position(int line, int column) {
    /** The first character of a file. */
    public static final Position START = new Position(1, 1);

    static Position of(Node node) {
        return node.getStartMark().map(Position::of).orElse(START);
    }

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The position of the character at {@code index} of {@code text}; a line ends as it does in YAML. */
    public static Position in(CharSequence text, int index) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < index; i++) {
            char c = text.charAt(i);
            boolean endsLine = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (endsLine) {
                line++;
                column = 1;
            } else if (c != '\uFEFF' && !Character.isLowSurrogate(c)) {
                column++;
            }
        }
        return new Position(line, column);
    }
}
