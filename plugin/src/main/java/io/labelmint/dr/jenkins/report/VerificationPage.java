package io.labelmint.dr.jenkins.report;

import hudson.model.Run;
import io.labelmint.dr.Problem;
import io.labelmint.dr.evidence.EvidenceVerification.Verification;
import io.labelmint.dr.evidence.Flaw;
import io.labelmint.dr.evidence.report.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What came of verifying the pack of a run. */
public final class VerificationPage {
    private static final int MOST_FLAWS = 100;

    private final RunPage page;
    private final Optional<Problem> problem;
    private final String digest;
    private final String recorded;
    private final String conclusion;
    private final List<Flaw> flaws;
    private final List<String> remarks;

    private VerificationPage(
            RunPage page,
            Optional<Problem> problem,
            String digest,
            String recorded,
            String conclusion,
            List<Flaw> flaws,
            List<String> remarks) {
        this.page = page;
        this.problem = problem;
        this.digest = digest;
        this.recorded = recorded;
        this.conclusion = conclusion;
        this.flaws = flaws;
        this.remarks = remarks;
    }

    /** The page of {@code verification}; {@code recorded} is the digest of when the run ended, empty if there is none. */
    static VerificationPage of(RunPage page, Verification verification, String recorded) {
        String digest = verification.digest().orElse("");
        List<Flaw> flaws = new ArrayList<>(verification.flaws());
        if (!recorded.isEmpty() && !recorded.equals(digest)) {
            flaws.add(new Flaw("manifest.sha256", "", "its digest was " + recorded + " when the run ended"));
        }
        return new VerificationPage(
                page, Optional.empty(), digest, recorded, verification.conclusion(), flaws, verification.remarks());
    }

    /** The page of a verification that did not take place. */
    static VerificationPage failed(RunPage page, Problem problem) {
        return new VerificationPage(page, Optional.of(problem), "", "", "", List.of(), List.of());
    }

    /** The build, for the side panel. */
    public Run<?, ?> getRun() {
        return page.getRun();
    }

    /** The page of the run. */
    public RunPage getPage() {
        return page;
    }

    /** The outcome in a few words; never more than was shown. */
    public String getConclusion() {
        return problem.isPresent() ? "not verified" : isIntact() ? conclusion : "not intact";
    }

    /** Whether nothing is wrong with it. */
    public boolean isIntact() {
        return problem.isEmpty() && flaws.isEmpty();
    }

    /** Why it was not verified; empty if it was. */
    public String getProblem() {
        return problem.map(known -> VisibleText.of(known.toString())).orElse("");
    }

    /** SHA-256 of the manifest. */
    public String getDigest() {
        return digest;
    }

    /** Whether the digest is the one the build recorded when the run ended. */
    public boolean isAsRecorded() {
        return !recorded.isEmpty() && recorded.equals(digest);
    }

    /** What is wrong. */
    public List<String> getFlaws() {
        return flaws.stream()
                .limit(MOST_FLAWS)
                .map(flaw -> VisibleText.of(flaw.toString()))
                .toList();
    }

    /** How many more there are. */
    public int getMoreFlaws() {
        return Math.max(0, flaws.size() - MOST_FLAWS);
    }

    /** What was left out. */
    public List<String> getRemarks() {
        return remarks.stream().map(VisibleText::of).toList();
    }
}
