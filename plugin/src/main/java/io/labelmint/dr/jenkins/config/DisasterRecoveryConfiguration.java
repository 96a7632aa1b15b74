package io.labelmint.dr.jenkins.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.FormValidation;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What an administrator configures once: the estates of this controller, and how much of AWS it may take. By form, or by
 * configuration as code under {@code unclassified: disasterRecovery:}.
 */
@Extension
@Symbol("disasterRecovery")
public final class DisasterRecoveryConfiguration extends GlobalConfiguration {
    private static final int MOST_RUNS = 50;
    private static final int BUDGET_PERCENT = 10;
    private static final int MOST_BUDGET_PERCENT = 50;

    /** Seven years, the longest the frameworks ask for, with their leap days. */
    private static final int EVIDENCE_DAYS = 2557;

    private List<NamedEstate> estates = new ArrayList<>();
    private String endpoint = "";
    private int mostRuns = MOST_RUNS;
    private int apiBudgetPercent = BUDGET_PERCENT;
    private int evidenceDays = EVIDENCE_DAYS;

    /** The configuration as it was saved. */
    public DisasterRecoveryConfiguration() {
        load();
        estates = whole(estates);
        endpoint = endpoint == null ? "" : endpoint;
    }

    /** The one of this controller. */
    public static DisasterRecoveryConfiguration get() {
        return ExtensionList.lookupSingleton(DisasterRecoveryConfiguration.class);
    }

    /** The rows of {@code estates}: a file somebody edited may have none, or empty ones. */
    private static List<NamedEstate> whole(List<NamedEstate> estates) {
        return estates == null
                ? new ArrayList<>()
                : new ArrayList<>(estates.stream().filter(Objects::nonNull).toList());
    }

    /** What it allows, asked anew each time. */
    public static DrRuntime.Limits limits() {
        return new DrRuntime.Limits() {
            @Override
            public int mostRuns() {
                return Math.max(1, get().getMostRuns());
            }

            @Override
            public double budget() {
                return get().getApiBudgetPercent() / (double) BUDGET_PERCENT;
            }
        };
    }

    @Override
    public String getDisplayName() {
        return "AWS disaster recovery";
    }

    /** The estates, in the order of the form. */
    public List<NamedEstate> getEstates() {
        return List.copyOf(estates);
    }

    @DataBoundSetter
    public void setEstates(List<NamedEstate> estates) {
        this.estates = whole(estates);
        save();
    }

    /** One URL that answers for all of AWS, for a try-out with an emulator; empty for AWS. */
    public String getEndpoint() {
        return endpoint;
    }

    @DataBoundSetter
    public void setEndpoint(String endpoint) {
        this.endpoint = endpoint == null ? "" : endpoint.strip();
        save();
    }

    /** Runs on AWS that are worked on at once; the others wait their turn. */
    public int getMostRuns() {
        return mostRuns;
    }

    @DataBoundSetter
    public void setMostRuns(int mostRuns) {
        this.mostRuns = Math.max(1, mostRuns);
        save();
    }

    /** Percent of each published request rate of AWS that this controller may take. */
    public int getApiBudgetPercent() {
        return apiBudgetPercent;
    }

    @DataBoundSetter
    public void setApiBudgetPercent(int apiBudgetPercent) {
        this.apiBudgetPercent = Math.min(MOST_BUDGET_PERCENT, Math.max(1, apiBudgetPercent));
        save();
    }

    /** Days evidence is kept in JENKINS_HOME/disaster-recovery after its build is gone. */
    public int getEvidenceDays() {
        return evidenceDays;
    }

    @DataBoundSetter
    public void setEvidenceDays(int evidenceDays) {
        this.evidenceDays = Math.max(1, evidenceDays);
        save();
    }

    /** How long evidence is kept. */
    public Duration evidenceKept() {
        return Duration.ofDays(evidenceDays);
    }

    /** The names of the estates. */
    public List<String> names() {
        return estates.stream().map(NamedEstate::getName).toList();
    }

    /**
     * The estate called {@code name}.
     *
     * @throws io.labelmint.dr.ProblemException if there is none
     * @throws io.labelmint.dr.estate.yaml.MistakesException if its declaration is wrong
     */
    public Estate estate(String name) {
        return estates.stream()
                .filter(estate -> estate.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                "config.no-estate",
                                "No estate of this controller is called " + name + ".",
                                names().isEmpty()
                                        ? "Declare it under Manage Jenkins, System, AWS disaster recovery."
                                        : "Name one of: " + String.join(", ", names())
                                                + "; or declare it under Manage Jenkins, System, AWS disaster recovery.")
                        .asException())
                .read();
    }

    /**
     * The endpoint in place of AWS's own, if there is one.
     *
     * @throws io.labelmint.dr.ProblemException if it can be none
     */
    public Optional<URI> endpointUrl() {
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = new URI(endpoint);
            if (isAddress(url)) {
                return Optional.of(url);
            }
        } catch (URISyntaxException e) {
            throw noEndpoint();
        }
        throw noEndpoint();
    }

    private static boolean isAddress(URI url) {
        return url.getHost() != null
                && url.getScheme() != null
                && url.getScheme().matches("https?");
    }

    private ProblemException noEndpoint() {
        return Problem.of(
                        "config.endpoint",
                        "The endpoint of this controller, " + endpoint + ", is no URL of a server.",
                        "Correct it under Manage Jenkins, System, AWS disaster recovery, or leave it empty for AWS.")
                .asException();
    }

    /**
     * Refuses {@code brought}, a declaration a pipeline brings along, if an administrator has declared an estate of that
     * name, and declared it otherwise: its ledgers, and so what counts as done, are not a pipeline's to decide about.
     *
     * @throws io.labelmint.dr.ProblemException if it is such a one
     */
    public void refuseToReplace(Estate brought) {
        for (NamedEstate known : estates) {
            if (known.declares(brought.name()) && !known.getYaml().equals(brought.source())) {
                throw Problem.of(
                                "step.estate-declared",
                                "The estate " + brought.name() + " is declared for this controller, as "
                                        + known.getName() + ", and estateYaml declares it otherwise.",
                                "Call the step with estate: '" + known.getName() + "', or give the estate of the"
                                        + " pipeline a project or environment of its own.")
                        .asException();
            }
        }
    }

    /** Sets everything the form has, at once. A form says nothing of a list all rows of which were deleted. */
    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) {
        estates = new ArrayList<>();
        req.bindJSON(this, json);
        save();
        return true;
    }

    /** Whether {@code endpoint} can be one. */
    @POST
    public FormValidation doCheckEndpoint(@QueryParameter String endpoint) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        String text = endpoint == null ? "" : endpoint.strip();
        try {
            URI url = new URI(text);
            return text.isEmpty() || isAddress(url)
                    ? FormValidation.ok()
                    : FormValidation.error("Give a URL such as http://localhost:5000, or leave it empty for AWS.");
        } catch (URISyntaxException e) {
            return FormValidation.error("Give a URL such as http://localhost:5000, or leave it empty for AWS.");
        }
    }
}
