package io.labelmint.dr.runbook;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Contact;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.CriticalPath;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The failover of an estate as commands for a person, in Markdown: when to do it and who decides, what would be lost, the commands
 * with what there is today, and how to go on with the product afterwards. Needs nothing of the region that is lost.
 *
 * @param writtenAt when it was made; what it says of losses is of that moment
 * @param steps how many steps it has
 * @param text what people read
 */
public record Runbook(Instant writtenAt, int steps, String text) {
    /** The name of the runbook of a failover. */
    public static final String FAILOVER = "failover.md";

    /** The version of AWS's command line whose models the commands were held against; a test does that. */
    public static final String CHECKED_WITH = "1.46.3";

    /** Who decides, of the contacts of an estate. */
    private static final String DECIDES = "incident-commander";

    private static final Pattern WRITTEN = Pattern.compile("(?m)^Written: (\\S+)$");

    /**
     * That of {@code plan}.
     *
     * @param rto within which users must be served
     */
    public static Runbook of(Estate estate, Plan plan, Instant now, RunKind kind, Duration rto) {
        return new Runbook(now, plan.actions().size(), new Author(estate, plan, now, kind, rto).text());
    }

    /** When the runbook {@code text} was written; empty if it does not say. */
    public static Optional<Instant> writtenAt(String text) {
        Matcher written = WRITTEN.matcher(text);
        try {
            return written.find() ? Optional.of(Instant.parse(written.group(1))) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** SHA-256 of its text, lower-case hex. */
    public String digest() {
        return Json.sha256(text);
    }

    /** Writes one. */
    private static final class Author {
        private final Estate estate;
        private final Plan plan;
        private final Instant now;
        private final RunKind kind;
        private final Duration rto;
        private final Markdown text = new Markdown();

        Author(Estate estate, Plan plan, Instant now, RunKind kind, Duration rto) {
            this.estate = estate;
            this.plan = plan;
            this.now = now;
            this.kind = kind;
            this.rto = rto;
        }

        String text() {
            String dr = estate.regions().dr();
            text.heading(
                    1,
                    (kind == RunKind.REHEARSAL ? "Rehearsal: " : "") + "Break-glass runbook, failover of "
                            + estate.name() + " to " + dr);
            text.paragraph("Written: " + now);
            text.paragraph(
                    "For the night on which neither Jenkins nor `dr` can be used. Where `dr` runs, on any machine,"
                            + " `dr failover --accept-unfenced` does the same, looks before it changes anything, and leaves"
                            + " evidence. Made from what there was when it was written, and from the estate file with digest "
                            + estate.digest().substring(0, 12) + ".");
            new Decision(estate, plan, rto).into(text);
            contacts();
            new Preflight(estate).into(text);
            commands();
            afterwards();
            return text.toString();
        }

        private void contacts() {
            text.heading(3, "Whom to call");
            if (estate.contacts().isEmpty()) {
                text.paragraph("The estate file names nobody.");
                return;
            }
            text.table(
                    List.of("role", "name", "telephone", "e-mail", "confirmed"),
                    estate.contacts().stream().map(Author::row).toList());
        }

        private static List<String> row(Contact contact) {
            return List.of(
                    contact.role(),
                    contact.name(),
                    contact.phone().orElse(""),
                    contact.email().orElse(""),
                    contact.confirmed().toString());
        }

        private void commands() {
            Map<ActionId, Integer> numbers = new LinkedHashMap<>();
            plan.actions().forEach(action -> numbers.put(action.id(), numbers.size() + 1));
            List<RunbookStep> steps = plan.actions().stream()
                    .map(action ->
                            new RunbookStep(action, numbers, estate.regions().primary()))
                    .toList();
            text.heading(2, "3. The commands");
            String atOnce = steps.stream()
                    .filter(step -> step.after().isEmpty())
                    .map(step -> String.valueOf(step.number()))
                    .collect(Collectors.joining(", "));
            text.paragraph(
                    "Each step begins as soon as those it waits for are done, side by side with any other; begin "
                            + atOnce + " at once, each in a terminal of its own. The longest way is "
                            + path().stream()
                                    .map(action -> String.valueOf(numbers.get(action.id())))
                                    .collect(Collectors.joining(" > "))
                            + ", " + Ages.words(CriticalPath.length(path())) + ". Every command may be sent again.");
            text.table(
                    List.of("step", "waits for", "name", "what", "time"),
                    steps.stream()
                            .map(step -> List.of(
                                    String.valueOf(step.number()), step.after(), step.name(), step.what(), step.time()))
                            .toList());
            steps.forEach(step -> step.into(text));
        }

        private List<Action> path() {
            return CriticalPath.of(plan);
        }

        private void afterwards() {
            String lost = estate.regions().primary();
            text.heading(2, "4. When users are served");
            List<String> items = new ArrayList<>();
            items.add("Write down when, and which steps were left out or had to be repeated.");
            items.add("Do not start the old services, and let nobody into the old databases: as soon as " + lost
                    + " answers, do the steps there that were tried in vain.");
            items.add(
                    "Stop the jobs of this estate in Jenkins until the product knows: they would back up the region that"
                            + " was left.");
            items.add(
                    "Tell the product, from any machine with the estate file and credentials. It uses what is promoted,"
                            + " restored and running as it is, does what is missing, looks whether users are served, and begins the"
                            + " inspection, after which somebody commits or rolls back:");
            text.list(items);
            text.commands(List.of(
                    "dr failover --what-if --accept-unfenced -e estate.yaml",
                    "dr failover --accept-unfenced -e estate.yaml"));
            text.paragraph(
                    "It prints the two commands that approve and begin it. What was lost has to be reconciled: see"
                            + " above, with the last safe moment of each store.");
        }
    }

    /** Who decides, in words. */
    static String whoDecides(Estate estate) {
        return estate.contacts().stream()
                .filter(contact -> contact.role().equals(DECIDES))
                .findFirst()
                .or(() -> estate.contacts().stream().findFirst())
                .map(contact -> contact.name() + " (" + contact.role() + ")"
                        + contact.phone().map(phone -> ", " + phone).orElse(""))
                .orElse("whoever answers for the data: the estate file names nobody");
    }

    /** What the plan says would be lost, by store. */
    static Map<String, String> losses(Plan plan) {
        Map<String, String> losses = new LinkedHashMap<>();
        plan.shown().stream()
                .filter(fact -> fact.name().startsWith(FailoverPlanner.LOSS_OF))
                .forEach(fact -> losses.put(
                        fact.name().substring(FailoverPlanner.LOSS_OF.length()),
                        fact.value().replaceFirst("^[0-9]+ s: ", "")));
        return losses;
    }
}
