package io.labelmint.dr.estate.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word somebody probably meant. */
public final class Nearest {
    /** Among more words nobody looks for a slip: the comparison costs time for each, and a file may have many slips. */
    private static final int MOST_KNOWN = 500;

    private Nearest() {}

    /** The known word fewest edits away, if it is near enough to be a slip. */
    public static Optional<String> to(String word, Collection<String> known) {
        if (known.size() > MOST_KNOWN) {
            return Optional.empty();
        }
        String plain = plain(word);
        return known.stream()
                .filter(candidate -> Math.abs(plain(candidate).length() - plain.length()) <= allowed(candidate))
                .filter(candidate -> edits(plain, plain(candidate)) <= allowed(candidate))
                .min(Comparator.<String>comparingInt(candidate -> edits(plain, plain(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int allowed(String word) {
        return Math.max(1, word.length() / 3);
    }

    /** So that {@code pitr_days}, {@code pitr-days} and {@code PitrDays} are no edits away from {@code pitrDays}. */
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Insertions, deletions, replacements and swaps of neighbours between two words. */
    private static int edits(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
