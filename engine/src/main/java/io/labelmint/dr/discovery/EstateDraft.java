package io.labelmint.dr.discovery;

import io.labelmint.dr.Problem;
import io.labelmint.dr.discovery.Discovered.Note;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.yaml.Mistake;
import io.labelmint.dr.estate.yaml.MistakesException;
import io.labelmint.dr.evidence.report.VisibleText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A first estate file of what was found. It is accepted as it stands: an entry the rules of an estate refuse is in it as a
 * comment, with the reason.
 *
 * @param text the file
 * @param estate what it declares
 * @param refused how many entries are comments
 */
public record EstateDraft(String text, Estate estate, int refused) {
    private static final List<String> SECTIONS = List.of("databases", "caches", "buckets", "services");

    /** What no API knows anything about. */
    private static final String PEOPLE = """
            # DECIDE who is called, in this order; a check is red when nobody confirmed it for 90 days
            # contacts:
            #   - { role: incident-commander, name: NAME, phone: "+1 202 555 0100", confirmed: 2026-01-31 }

            # DECIDE who approves what; without this one person does, who did not ask for it (docs/approvals.md)
            # approvals:
            #   failover: { needed: 1 }

            """;

    /**
     * The file of {@code found}.
     *
     * @param at when it was found
     * @param file what it will be called
     * @throws io.labelmint.dr.ProblemException {@code discover.nothing} if there is no store an estate could declare
     */
    public static EstateDraft of(Discovered found, Instant at, String file) {
        String head = head(found);
        List<Entry> accepted = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Entry entry : found.entries()) {
            Optional<Mistake> mistake = mistake(head, entry);
            mistake.ifPresentOrElse(
                    wrong -> {
                        refused.add("# " + line(wrong.summary()) + " " + line(wrong.fix()));
                        lines(entry).forEach(line -> refused.add("#   " + line));
                    },
                    () -> accepted.add(entry));
        }
        if (accepted.stream().allMatch(entry -> entry.section().equals("services"))) {
            throw nothing(found);
        }
        StringBuilder text = new StringBuilder(opening(found, at)).append(head);
        for (String section : SECTIONS) {
            List<Entry> all = accepted.stream()
                    .filter(entry -> entry.section().equals(section))
                    .toList();
            if (!all.isEmpty()) {
                text.append(section).append(":\n");
                all.forEach(entry -> lines(entry)
                        .forEach(line -> text.append("  ").append(line).append('\n')));
                text.append('\n');
            }
        }
        decisions(found.notes(), text);
        block(text, "Found, and not in this estate:", found.uncovered());
        if (!refused.isEmpty()) {
            text.append("# Refused by the rules of an estate:\n");
            refused.forEach(line -> text.append(line).append('\n'));
        }
        return new EstateDraft(
                text.toString(),
                EstateLoader.parse(text.toString(), file),
                found.entries().size() - accepted.size());
    }

    private static String head(Discovered found) {
        return found.request().head()
                + found.account()
                        .map(account -> "access: { account: \"" + account + "\" }\n\n")
                        .orElse("");
    }

    private static String opening(Discovered found, Instant at) {
        StringBuilder text = new StringBuilder("# Written by dr discover on " + LocalDate.ofInstant(at, ZoneOffset.UTC)
                + " from what AWS said"
                + found.account().map(account -> " of account " + account).orElse("")
                + ". A draft:\n# remove what does not belong to the estate, and look at each line that says DECIDE; what stands"
                + " there is a default.\n# Every key there is: examples/labelmint-production.yaml\n");
        if (!found.unread().isEmpty()) {
            text.append("#\n# INCOMPLETE: what could not be read is missing here.\n");
            found.unread()
                    .forEach(sentence ->
                            text.append("#   ").append(line(sentence)).append('\n'));
        }
        return text.toString();
    }

    /** The entry as lines of a list, its facts above it. */
    private static List<String> lines(Entry entry) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + line(entry.facts()));
        entry.lines().forEach(line -> lines.add((lines.size() == 1 ? "- " : "  ") + line));
        return lines;
    }

    private static Optional<Mistake> mistake(String head, Entry entry) {
        StringBuilder text = new StringBuilder(head).append(entry.section()).append(":\n");
        lines(entry).forEach(line -> text.append("  ").append(line).append('\n'));
        if (entry.section().equals("services")) {
            text.append(DiscoveryRequest.ANY_STORE); // services alone are no estate
        }
        try {
            EstateLoader.parse(text.toString(), "a draft");
            return Optional.empty();
        } catch (MistakesException e) {
            return Optional.of(e.mistakes().get(0));
        }
    }

    private static void decisions(List<Note> notes, StringBuilder text) {
        for (Note note : notes) {
            if (!note.isEmpty()) {
                text.append("# DECIDE ").append(note.decision()).append('\n');
                note.facts()
                        .forEach(fact -> text.append("#   (").append(line(fact)).append(")\n"));
                note.lines()
                        .forEach(line -> text.append("# ").append(line(line)).append('\n'));
                text.append('\n');
            }
        }
        text.append(PEOPLE);
    }

    private static void block(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("# ").append(title).append('\n');
            lines.forEach(line -> text.append("#   ").append(line(line)).append('\n'));
            text.append('\n');
        }
    }

    private static RuntimeException nothing(Discovered found) {
        String where = found.request().regions().primary()
                + found.account().map(account -> " of account " + account).orElse("");
        String rest =
                found.uncovered().isEmpty() ? "" : " Found, and not covered: " + String.join(" ", found.uncovered());
        if (!found.unread().isEmpty()) {
            return Problem.of(
                            "discover.unread",
                            "No store was found in " + where + ", and not everything could be read: "
                                    + found.unreadInShort(" ") + rest,
                            "Allow these credentials what dr iam-policy prints under Read, or wait for the region, and"
                                    + " run dr discover again.")
                    .asException();
        }
        return Problem.of(
                        "discover.nothing",
                        "There is no PostgreSQL database on RDS, no Redis replication group and no replicated bucket in "
                                + where + "." + rest,
                        "Look whether --region is where the estate runs and the credentials are of its account.")
                .asException();
    }

    /** What AWS and people called things can neither end a comment nor look like another line. */
    private static String line(String text) {
        return VisibleText.line(text);
    }
}
