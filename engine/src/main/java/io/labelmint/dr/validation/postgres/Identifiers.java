package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.validation.TableName;

/** Identifiers in SQL, always quoted, so that none is ever read as anything else. */
final class Identifiers {
    private Identifiers() {}

    static String quote(String name) {
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no identifier has a NUL in it");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quote(TableName table) {
        return quote(table.schema()) + "." + quote(table.name());
    }
}
