package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.Problem;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.Flaw;
import io.labelmint.dr.evidence.PackReading;
import io.labelmint.dr.evidence.report.Page;
import io.labelmint.dr.evidence.report.Picture;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.evidence.report.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a page shows about one run: in words, put in order, and no more than a reader can take in. Views only lay it out.
 *
 * <p>A run is shown green only if its evidence can be read, is as it was written, and says so.
 */
public final class RunView {
    static final int MOST_FINDINGS = 50;
    static final int MOST_FLAWS = 10;
    private static final int MOST_ROWS = 40;

    private final String run;
    private final Optional<Problem> problem;
    private final List<Flaw> flaws;
    private final String digest;
    private final Optional<Evidence> evidence;
    private final Optional<Page> page;
    private final List<Page.Numbered> shown;

    private RunView(
            String run, Optional<Problem> problem, List<Flaw> flaws, String digest, Optional<Evidence> evidence) {
        this.run = run;
        this.problem = problem;
        this.flaws = flaws;
        this.digest = digest;
        this.evidence = evidence;
        this.page = evidence.map(known -> Page.of(known, new TreeMap<>()));
        this.shown = page.map(RunView::worst).orElse(List.of());
    }

    /** The view of {@code run}, whose digest was {@code recorded} when it ended; empty if none was. */
    static RunView of(String run, PackReading pack, String recorded) {
        List<Flaw> flaws = new ArrayList<>(pack.flaws());
        String digest = pack.digest().orElse("");
        if (!recorded.isEmpty() && !digest.isEmpty() && !recorded.equals(digest)) {
            flaws.add(new Flaw("manifest.sha256", "", "its digest was " + recorded + " when the run ended"));
        }
        Optional<Evidence> evidence =
                pack.evidence().filter(known -> known.run().value().equals(run));
        Optional<Problem> problem = evidence.isPresent()
                ? Optional.empty()
                : Optional.of(Problem.of(
                        "evidence.damaged",
                        "The evidence of run " + run + " is damaged and cannot be shown.",
                        "Find out who changed it; the zip beside it, the archive of the job or the ledger in"
                                + " JENKINS_HOME/disaster-recovery may have it whole."));
        return new RunView(run, problem, flaws, digest, evidence);
    }

    /** The view of {@code run}, of which nothing can be shown because of {@code problem}. */
    static RunView of(String run, Problem problem) {
        return new RunView(run, Optional.of(problem), List.of(), "", Optional.empty());
    }

    /** Its name. */
    public String getRun() {
        return run;
    }

    /** Whether there is anything to show. */
    public boolean isReadable() {
        return evidence.isPresent();
    }

    /** What is wrong, if nothing can be shown. */
    public String getProblem() {
        return problem.map(known -> VisibleText.of(known.summary())).orElse("");
    }

    /** What to do about it. */
    public String getRemedy() {
        return problem.map(known -> VisibleText.of(known.remedy())).orElse("");
    }

    /** Whether it is not as it was written. */
    public boolean isChanged() {
        return !flaws.isEmpty();
    }

    /** What is not as it was written. */
    public List<String> getFlaws() {
        return flaws.stream()
                .limit(MOST_FLAWS)
                .map(flaw -> VisibleText.of(flaw.toString()))
                .toList();
    }

    /** How many more flaws there are. */
    public int getMoreFlaws() {
        return Math.max(0, flaws.size() - MOST_FLAWS);
    }

    /** Whether nothing is red, and that can be relied on. */
    public boolean isGreen() {
        return !isChanged() && evidence.map(Evidence::green).orElse(false);
    }

    /** Whether nothing of it happened in AWS. */
    public boolean isRehearsal() {
        return page.map(Page::rehearsal).orElse(false);
    }

    /** Whether it happened in AWS, on copies that nobody uses. */
    public boolean isDrill() {
        return page.map(Page::drill).orElse(false);
    }

    /** The outcome in one sentence. */
    public String getVerdict() {
        return page.map(known -> VisibleText.of(known.verdict()) + ".").orElseGet(this::getProblem);
    }

    /** What the run was; its name if that is not known. */
    public String getTitle() {
        return evidence.map(known -> VisibleText.of(known.title())).orElse(run);
    }

    /** What there is to know about it, one by one. */
    public List<Fact> getIdentity() {
        return evidence.map(known -> List.of(
                        new Fact("Kind", known.kind().words()),
                        new Fact("Estate", VisibleText.of(known.estate())),
                        new Fact(
                                "Regions",
                                VisibleText.of(known.regions().primary() + " into "
                                        + known.regions().dr())),
                        new Fact("Began", Words.time(known.started())),
                        new Fact("Ended", Words.time(known.ended())),
                        new Fact("Took", Words.duration(Duration.between(known.started(), known.ended()))),
                        new Fact("Started by", VisibleText.of(known.actor())),
                        new Fact("Run", run),
                        new Fact("Digest", digest)))
                .orElse(List.of());
    }

    /** When it ended. */
    public String getEnded() {
        return evidence.map(known -> Words.time(known.ended())).orElse("");
    }

    /** How long it took. */
    public String getTook() {
        return evidence.map(known -> Words.duration(Duration.between(known.started(), known.ended())))
                .orElse("");
    }

    /** SHA-256 of its manifest. */
    public String getDigest() {
        return digest;
    }

    /** Operations that did not succeed. */
    public List<Page.Red> getUndone() {
        return reds("#o-");
    }

    /** Stores nothing was found out about. */
    public List<Page.Red> getUncovered() {
        return reds("#scope");
    }

    private List<Page.Red> reds(String anchor) {
        return page.map(known -> known.reds().stream()
                        .filter(red -> red.anchor().startsWith(anchor))
                        .limit(MOST_FLAWS)
                        .map(red -> new Page.Red(
                                red.anchor(),
                                red.sign(),
                                VisibleText.of(red.subject()),
                                VisibleText.of(red.source()),
                                VisibleText.of(red.summary()),
                                VisibleText.of(red.remedy())))
                        .toList())
                .orElse(List.of());
    }

    /** The findings by store, red ones first. */
    public List<Group> getGroups() {
        Set<Page.Numbered> chosen = new HashSet<>(shown);
        return page.stream()
                .flatMap(known -> known.groups().stream())
                .map(group -> Group.of(group, chosen))
                .filter(group -> !group.findings().isEmpty())
                .sorted(Comparator.comparing(group -> !group.red()))
                .toList();
    }

    /** How many findings are not shown. */
    public int getMoreFindings() {
        return evidence.map(known -> known.findings().size() - shown.size()).orElse(0);
    }

    /** Ages against objectives, coverage, and the steps over time. */
    public List<Drawing> getPictures() {
        return page.map(known -> known.brief(MOST_ROWS).stream()
                        .map(picture -> Drawing.of(run, picture))
                        .toList())
                .orElse(List.of());
    }

    /** Checks against stores, as far as a table can be looked at. */
    public List<MatrixView> getMatrices() {
        return page.stream()
                .flatMap(known -> known.matrices().stream())
                .map(MatrixView::of)
                .toList();
    }

    Optional<Evidence> evidence() {
        return evidence;
    }

    /** Red ones first, then in the order of the evidence. */
    private static List<Page.Numbered> worst(Page page) {
        Stream<Page.Numbered> all = page.groups().stream().flatMap(group -> group.findings().stream());
        return all.sorted(Comparator.comparing(
                                (Page.Numbered numbered) -> numbered.finding().green())
                        .thenComparing(Page.Numbered::number))
                .limit(MOST_FINDINGS)
                .toList();
    }

    /**
     * A fact.
     *
     * @param name its name
     * @param value its value
     */
    public record Fact(String name, String value) {}

    /**
     * A picture in a page.
     *
     * @param title what it is a picture of
     * @param svg itself, as markup
     */
    public record Drawing(String title, String svg) {
        private static Drawing of(String run, Picture picture) {
            String kind = picture.file().replaceAll("\\.svg$", "");
            String title = switch (kind) {
                case "backup-age" -> "Age of the newest data, against its objective";
                case "coverage" -> "Coverage";
                default -> "What was done, and when";
            };
            return new Drawing(title, picture.svg().inline(run + "-" + kind, title));
        }
    }

    /**
     * The findings about a store.
     *
     * @param title its name
     * @param count how many there are of each verdict
     * @param red whether one is red
     * @param findings those that are shown
     */
    public record Group(String title, String count, boolean red, List<FindingView> findings) {
        /** The red ones. */
        public List<FindingView> reds() {
            return findings.stream().filter(finding -> finding.sign().red()).toList();
        }

        /** The others. */
        public List<FindingView> greens() {
            return findings.stream().filter(finding -> !finding.sign().red()).toList();
        }

        private static Group of(Page.Group group, Set<Page.Numbered> chosen) {
            return new Group(
                    VisibleText.of(group.title()),
                    group.tally().words(),
                    group.tally().red(),
                    group.findings().stream()
                            .filter(chosen::contains)
                            .map(FindingView::of)
                            .toList());
        }
    }
}
