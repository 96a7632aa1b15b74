package io.labelmint.dr.evidence.report;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.Evidence.OperationRecord;
import io.labelmint.dr.evidence.Evidence.Result;
import io.labelmint.dr.evidence.Evidence.Subject;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the templates of the report show, put in order: they only lay it out.
 *
 * @param evidence what it is made from
 * @param heads hash of the last entry of each ledger of the pack
 * @param reds what is red, the reason to read on
 * @param groups the findings, by store
 * @param ages how old the newest data is, by store
 * @param recoveries how long bringing it back took, by store
 * @param pictures by file
 */
public record Page(
        Evidence evidence,
        SortedMap<OperationId, String> heads,
        List<Red> reds,
        List<Group> groups,
        List<Measurement> ages,
        List<Measurement> recoveries,
        Map<String, Picture> pictures) {

    static final String UNCOVERED_REMEDY =
            "Find out in the log of the run why no check looked at it, and run the checks again.";

    /** The page of {@code evidence}. */
    public static Page of(Evidence evidence, SortedMap<OperationId, String> heads) {
        List<Numbered> findings = new ArrayList<>();
        evidence.findings().forEach(finding -> findings.add(new Numbered(findings.size() + 1, finding)));
        List<Group> groups = groups(evidence, findings);
        List<Measurement> ages = new ArrayList<>();
        List<Measurement> recoveries = new ArrayList<>();
        for (Group group : groups) {
            group.store()
                    .ifPresent(store -> group.findings().forEach(numbered -> {
                        Measurement.age(store, numbered.finding()).ifPresent(ages::add);
                        Measurement.recovery(store, numbered.finding()).ifPresent(recoveries::add);
                    }));
        }
        Map<String, Picture> pictures = new TreeMap<>();
        Stream.of(
                        AgePicture.draw(ages, evidence.kind()),
                        CoveragePicture.draw(groups, evidence.kind()),
                        StepPicture.draw(evidence))
                .flatMap(Optional::stream)
                .forEach(picture -> pictures.put(picture.file(), picture));
        return new Page(evidence, heads, reds(evidence, findings), groups, ages, recoveries, pictures);
    }

    /** Whether nothing of it happened in AWS. */
    public boolean rehearsal() {
        return evidence.kind() == RunKind.REHEARSAL;
    }

    /** Whether it happened in AWS, beside everything that is used. */
    public boolean drill() {
        return evidence.kind() == RunKind.DRILL;
    }

    /** The outcome in one sentence: what is red, or all that is green. */
    public String verdict() {
        Tally tally = Tally.of(evidence.findings());
        int undone = evidence.undone().size();
        int operations = undone // and not those a later one made up for
                + (int) evidence.operations().stream()
                        .filter(operation -> operation.result() == Result.SUCCEEDED)
                        .count();
        if (evidence.green()) {
            return Stream.of(
                            Words.all(tally.total(), "finding", "passed"),
                            Words.all(operations, "operation", "succeeded"))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" and "));
        }
        List<String> parts = new ArrayList<>();
        if (undone > 0) {
            parts.add(undone + " of " + Words.count(operations, "operation") + " did not succeed");
        }
        if (tally.failed() > 0) {
            parts.add(tally.failed() + " of " + Words.count(tally.total(), "finding") + " failed");
        }
        if (tally.notTested() > 0) {
            parts.add(tally.notTested() + " of " + Words.count(tally.total(), "check") + " could not look");
        }
        if (!evidence.uncovered().isEmpty()) {
            parts.add("no check looked at "
                    + String.join(
                            ", ", evidence.uncovered().stream().map(Subject::id).toList()));
        }
        return parts.isEmpty() ? "nothing was done and nothing was tested" : String.join("; ", parts);
    }

    /** The stores whose newest data has no measured age. */
    List<Subject> unmeasured() {
        return evidence.stores().stream()
                .filter(store -> agesOf(store).isEmpty())
                .toList();
    }

    /** What could not be looked at. */
    List<Red> untested() {
        return reds.stream().filter(red -> red.sign() == Sign.NOT_TESTED).toList();
    }

    List<Measurement> agesOf(Subject store) {
        return ages.stream().filter(age -> age.store().equals(store)).toList();
    }

    List<Measurement> recoveriesOf(Subject store) {
        return recoveries.stream().filter(some -> some.store().equals(store)).toList();
    }

    Optional<Picture> picture(String file) {
        return Optional.ofNullable(pictures.get(file));
    }

    /**
     * The pictures for a page with little room: at most {@code most} rows each, the worst ones. Unlike the
     * {@linkplain #pictures() files}, they are for that page only and compared with nothing.
     */
    public List<Picture> brief(int most) {
        List<Measurement> worst = ages.stream()
                .sorted(Comparator.comparingDouble(Measurement::share).reversed())
                .limit(most)
                .toList();
        List<Group> red = groups.stream()
                .sorted(Comparator.comparing(group -> !group.tally().red()))
                .limit(most)
                .toList();
        return Stream.of(
                        AgePicture.draw(ages.size() > most ? worst : ages, evidence.kind()),
                        CoveragePicture.draw(groups.size() > most ? red : groups, evidence.kind()),
                        StepPicture.draw(evidence))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Stores against checks, a table for each type of store, because types have different checks. */
    public List<Matrix> matrices() {
        Map<String, List<Group>> byType =
                groups.stream().collect(Collectors.groupingBy(Group::type, LinkedHashMap::new, Collectors.toList()));
        return byType.entrySet().stream()
                .map(type -> Matrix.of(type.getKey(), type.getValue()))
                .filter(matrix -> !matrix.rows().isEmpty())
                .toList();
    }

    /** The findings by control. */
    List<Control> controls() {
        SortedMap<String, List<Numbered>> byControl = new TreeMap<>();
        groups.stream()
                .flatMap(group -> group.findings().stream())
                .forEach(numbered -> Set.copyOf(numbered.finding().controls())
                        .forEach(control -> byControl
                                .computeIfAbsent(control, name -> new ArrayList<>())
                                .add(numbered)));
        return byControl.entrySet().stream()
                .map(control -> new Control(control.getKey(), control.getValue()))
                .toList();
    }

    static String uncovered(Subject store) {
        return "Nothing was found out about " + store.id() + ": no check looked at it.";
    }

    private static List<Group> groups(Evidence evidence, List<Numbered> findings) {
        List<Group> groups = new ArrayList<>();
        for (Subject store : evidence.stores()) {
            groups.add(new Group(
                    store.id(),
                    store.type(),
                    Optional.of(store),
                    redFirst(findings.stream()
                            .filter(numbered -> numbered.finding().subject().equals(store.id())))));
        }
        Set<String> stores = evidence.stores().stream().map(Subject::id).collect(Collectors.toSet());
        List<Numbered> others = redFirst(findings.stream()
                .filter(numbered -> !stores.contains(numbered.finding().subject())));
        if (!others.isEmpty()) {
            groups.add(new Group("Everything else", "Everything else", Optional.empty(), others));
        }
        return groups;
    }

    private static List<Numbered> redFirst(Stream<Numbered> findings) {
        return findings.sorted(
                        Comparator.comparing(numbered -> numbered.finding().green()))
                .toList();
    }

    /** What was not done first, then what checks found; what nobody looked at last, as it often follows from those. */
    private static List<Red> reds(Evidence evidence, List<Numbered> findings) {
        List<Red> reds = new ArrayList<>();
        for (OperationRecord operation : evidence.undone()) {
            String why = operation.problems().isEmpty()
                    ? "Its ledger does not say why."
                    : String.join(" ", operation.problems());
            String remedy = operation.result() == Result.OPEN
                    ? "When that is done, finish it: dr resume "
                            + evidence.run() // an operation alone is not gone on with
                    : "When that is done, run the same job again: it goes on where this one stopped.";
            reds.add(new Red(
                    "#o-" + operation.id(),
                    Sign.of(operation.result()),
                    operation.title(),
                    "operation " + operation.id(),
                    why,
                    remedy));
        }
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.NOT_TESTED)) {
            findings.stream()
                    .filter(numbered -> numbered.finding().verdict() == verdict)
                    .forEach(numbered -> reds.add(numbered.red()));
        }
        evidence.uncovered()
                .forEach(store -> reds.add(new Red(
                        "#scope", Sign.NOT_TESTED, store.id(), "coverage", uncovered(store), UNCOVERED_REMEDY)));
        return reds;
    }

    /**
     * Something red.
     *
     * @param anchor where more is said about it
     * @param sign how red
     * @param subject what it is about
     * @param source which check or operation says so
     * @param summary what is wrong
     * @param remedy what to do
     */
    public record Red(String anchor, Sign sign, String subject, String source, String summary, String remedy) {}

    /**
     * A finding with its number in the report.
     *
     * @param number from 1, in the order of the evidence
     * @param finding the finding
     */
    public record Numbered(int number, Finding finding) {
        /** How it is shown. */
        public Sign sign() {
            return Sign.of(finding.verdict());
        }

        String anchor() {
            return "f" + number;
        }

        private Red red() {
            return new Red(
                    "#" + anchor(),
                    sign(),
                    finding.subject(),
                    finding.check(),
                    finding.summary(),
                    finding.remedy().orElse(""));
        }
    }

    /**
     * The findings about a store, or about everything that is none.
     *
     * @param title its name
     * @param type the store's type
     * @param store the store
     * @param findings red ones first
     */
    public record Group(String title, String type, Optional<Subject> store, List<Numbered> findings) {
        /** How many there are of each verdict. */
        public Tally tally() {
            return Tally.of(findings.stream().map(Numbered::finding).toList());
        }
    }

    /**
     * The findings that are evidence for a control.
     *
     * @param name the control
     * @param findings them
     */
    record Control(String name, List<Numbered> findings) {
        Tally tally() {
            return Tally.of(findings.stream().map(Numbered::finding).toList());
        }
    }
}
