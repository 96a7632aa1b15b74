package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Text;

/**
 * Names and texts of PostgreSQL. Names are written as the catalog has them, most often in lower case, and never quoted
 * in the file: they are quoted in SQL.
 */
final class SqlWords {
    // PostgreSQL documentation, "Identifiers and Key Words": at most 63 bytes. What could not be written without quotes
    // and is seldom used (spaces, quotes, other scripts) is not accepted.
    private static final String IDENTIFIER = "[A-Za-z_][A-Za-z0-9_$-]{0,62}";

    static final Text NAME = Text.matching("a name of PostgreSQL", IDENTIFIER, "orders");
    static final Text TABLE = Text.matching("a schema and a table", IDENTIFIER + "\\." + IDENTIFIER, "public.orders");

    // Without a semicolon it cannot be two statements, the second of which would end the read-only transaction.
    static final Text SELECT = Text.matching(
            "one SELECT without a semicolon",
            "\\s*(?:[Ss][Ee][Ll][Ee][Cc][Tt]|[Ww][Ii][Tt][Hh])\\s[^;]{1,2000}",
            "select count(*) from orders where total < 0");
    static final Text VALUE = Text.matching("the text of one value", "[^\\r\\n]{0,200}", "\"0\"");

    private SqlWords() {}
}
