package io.labelmint.dr.discovery;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.estate.yaml.Mistake;
import io.labelmint.dr.estate.yaml.MistakesException;

/**
 * What is looked for.
 *
 * @param project name of the project
 * @param environment for example {@code production}
 * @param regions where the estate runs, and where it is to survive
 */
public record DiscoveryRequest(String project, String environment, Regions regions) {
    /** Where a name has no hyphen to tell a project from its environment. */
    private static final String USUAL_ENVIRONMENT = "production";

    /** A store that breaks no rule, where only what is beside it is judged. */
    static final String ANY_STORE = """
            buckets:
              - id: any-store-at-all
                bucket: any-bucket
                replica: any-replica
                objectives: { rpo: 1h, rto: 4h }
            """;

    /**
     * What is looked for, as people ask for it.
     *
     * @param name project and environment with a hyphen between them, for example {@code labelmint-production}; of a name without
     *     one, the environment is {@code production}
     * @param primary where it runs
     * @param dr where it is to survive
     * @throws io.labelmint.dr.ProblemException {@code discover.asked-wrongly} if no estate could be called so or be there
     */
    public static DiscoveryRequest of(String name, String primary, String dr) {
        int hyphen = name.lastIndexOf('-');
        DiscoveryRequest request = new DiscoveryRequest(
                hyphen < 0 ? name : name.substring(0, hyphen),
                hyphen < 0 ? USUAL_ENVIRONMENT : name.substring(hyphen + 1),
                new Regions(primary, dr));
        try {
            EstateLoader.parse(request.head() + ANY_STORE, "what was asked for");
        } catch (MistakesException e) {
            Mistake first = e.mistakes().get(0);
            throw Problem.of("discover.asked-wrongly", asked(first.summary(), name), asked(first.fix(), name))
                    .asException();
        }
        return request;
    }

    /** The name everything of the estate is filed under. */
    public String name() {
        return project + "-" + environment;
    }

    /** The top of the estate file. */
    String head() {
        return "project: " + Entry.plain(project) + "\nenvironment: " + Entry.plain(environment)
                + "\n\nregions:\n  primary: " + Entry.plain(regions.primary())
                + "\n  dr: " + Entry.plain(regions.dr()) + "\n\n";
    }

    /** In words of the command line instead of those of the file. */
    private static String asked(String sentence, String name) {
        return sentence.replace("regions.primary", "--region")
                .replace("regions.dr", "--dr-region")
                .replaceFirst("^(project|environment) ", "--name " + name + ": the $1 ");
    }
}
