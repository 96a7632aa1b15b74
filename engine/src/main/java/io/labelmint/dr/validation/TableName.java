package io.labelmint.dr.validation;

/**
 * Name of a table or index, as the catalog has it: unquoted.
 *
 * @param schema name of its schema
 * @param name its own name
 */
public record TableName(String schema, String name) implements Comparable<TableName> {
    /** The name written as {@code public.orders}; the first dot parts them. */
    public static TableName of(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) {
            throw new IllegalArgumentException("not a schema and a table: " + text);
        }
        return new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(TableName other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
