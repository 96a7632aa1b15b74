package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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
    // Without a semicolon it cannot be two statements, and by its first word it is none that ends a transaction or
    // leaves it: neither COMMIT nor SET ROLE, neither COPY nor DO, whose body could not be written without one anyway.
    // What a procedure does in it is refused by the server inside a transaction (PostgreSQL documentation, CALL).
    static final Text MASKING = Text.matching(
            "one statement that changes data (UPDATE, DELETE, INSERT, MERGE, TRUNCATE, WITH, SELECT, CALL, ALTER, DROP or"
                    + " REFRESH), without a semicolon",
            "\\s*(?:" + anyCase("update", "delete", "insert", "merge", "truncate", "with", "select", "call") + "|"
                    + anyCase("alter", "drop") + "\\s+" + anyCase("table", "view", "index", "function", "materialized")
                    + "|" + anyCase("refresh") + "\\s+" + anyCase("materialized") + ")\\s[^;]{1,2000}",
            "update public.customers set email = 'c' || id || '@example.org'");
    static final Text VALUE = Text.matching("the text of one value", "[^\\r\\n]{0,200}", "\"0\"");

    private SqlWords() {}

    /** A pattern for these words in any case, in the words of patterns that editors know too. */
    private static String anyCase(String... words) {
        return "(?:"
                + Arrays.stream(words)
                        .map(word -> word.chars()
                                .mapToObj(letter ->
                                        "[" + Character.toString(letter).toUpperCase(Locale.ROOT)
                                                + Character.toString(letter) + "]")
                                .collect(Collectors.joining()))
                        .collect(Collectors.joining("|"))
                + ")";
    }
}
