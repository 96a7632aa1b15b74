package io.labelmint.dr.jenkins;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.runtime.RunOrder;
import io.labelmint.dr.job.AccessAudit;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.ProvisionRequest;
import io.labelmint.dr.job.RestoreRequest;
import io.labelmint.dr.job.ReviewRequest;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.provision.ReviewedPlan;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.review.Area;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a step was asked, read from the texts it keeps. Read only when it is worked on: what is wrong with it is told in
 * the build's log, and costs no time where a pipeline thinks.
 */
final class StepRequest {
    static final String JOB = "job";
    static final String ESTATE = "estate";
    static final String ESTATE_YAML = "estateYaml";
    static final String ONLY = "only";
    static final String REHEARSAL = "rehearsal";
    static final String PACE = "pace";
    static final String RUNS = "runs";
    static final String NAME = "name";
    static final String WHEN = "when";
    static final String MESSAGE = "message";
    static final String POINT = "point";
    static final String SIDE = "side";
    static final String INSTANCE = "instance";
    static final String FOR_PRODUCTION = "forProduction";
    static final String AREAS = "areas";
    static final String ACCESS_AUDIT = "accessAudit";
    static final String VERB = "verb";
    static final String ACCEPT_UNFENCED = "acceptUnfenced";

    static final String WORDS = "words";
    static final String CORRECTIVE_ACTIONS = "correctiveActions";
    static final String DONE = "done";
    static final String OF = "of";

    static final String PLAN = "plan";
    static final String FILE = "file";
    static final String LOCK = "lock";
    static final String IMPORTS = "imports";

    static final String ACTION = "action";
    static final String RUN = "run";
    static final String DIGEST = "digest";

    /** What a step does about a plan; what has none of it does its job at once. */
    enum Action {
        RESTORE,
        WHAT_IF,
        PLAN,
        EXECUTE,
        WITHDRAW,
        PROVE;

        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final double FASTEST = 1e9;

    private final StepTexts texts;

    StepRequest(SortedMap<String, String> texts) {
        this.texts = new StepTexts(texts);
    }

    /**
     * The estate: the one of this name as it is configured now, or the one that was brought along.
     *
     * @throws io.labelmint.dr.ProblemException if neither or both are given, or there is none of this name
     * @throws io.labelmint.dr.estate.yaml.MistakesException if its declaration is wrong
     */
    Estate estate() {
        String name = texts.text(ESTATE);
        String yaml = texts.text(ESTATE_YAML);
        if (name.isEmpty() == yaml.isEmpty()) {
            throw Problem.of(
                            "step.estate",
                            name.isEmpty()
                                    ? "The step was given no estate."
                                    : "The step was given two estates, estate and estateYaml.",
                            "Give either estate: 'NAME', as in the global configuration, or estateYaml:"
                                    + " readFile('estate.yaml').")
                    .asException();
        }
        DisasterRecoveryConfiguration configuration = DisasterRecoveryConfiguration.get();
        if (!name.isEmpty()) {
            return configuration.estate(name);
        }
        Estate brought = EstateLoader.parse(yaml, "estateYaml");
        if (!texts.flag(REHEARSAL)) { // each declaration has a simulated estate of its own
            configuration.refuseToReplace(brought);
        }
        return brought;
    }

    /**
     * The job.
     *
     * @param token tells this request from others
     * @param called what the whole is called where the step was not told
     * @param asked what the build asked for so far, which a notice is about where the step was not told
     * @param files reads a plan of Terraform, if the step was asked about one
     * @throws io.labelmint.dr.ProblemException if it is none
     */
    Job job(String token, String called, BegunRuns.Asked asked, TerraformFiles files)
            throws IOException, InterruptedException {
        Job.Type type = Job.Type.named(texts.text(JOB));
        Job job = switch (type) {
            case TELL -> Job.telling(new NoticeTexts(texts).about(called, asked));
            case RESTORE -> Job.restoring(texts.given(ONLY, "store"), restore());
            case FAILOVER -> Job.failingOver(failover());
            case SIGN_OFF -> Job.signingOff(new SignOffTexts(texts).request(asked));
            case PROVISION -> Job.provisioning(provision(files));
            case REVIEW -> new Job(type, new TreeSet<>(texts.list(ONLY))).reviewing(review());
            default -> new Job(type, new TreeSet<>(texts.list(ONLY)));
        };
        return job.requestedAs(token);
    }

    /**
     * What is to be done about a plan.
     *
     * @throws io.labelmint.dr.ProblemException if it is nothing anybody knows
     */
    Action action() {
        boolean provisions = Job.Type.PROVISION.label().equals(texts.text(JOB));
        boolean asks = Stream.of(Job.Type.FAILOVER, Job.Type.SIGN_OFF, Job.Type.PROVISION)
                .map(Job.Type::label)
                .anyMatch(texts.text(JOB)::equals);
        Action standard = asks ? Action.WHAT_IF : Action.RESTORE;
        String action = texts.text(ACTION).isEmpty() ? standard.label() : texts.text(ACTION);
        return Stream.of(standard, Action.PLAN, Action.EXECUTE, Action.WITHDRAW, Action.PROVE)
                .filter(known -> known != Action.PROVE || provisions)
                .filter(known -> known.label().equals(action))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                "step.action",
                                "The step was given action: '" + action + "', which is nothing it does.",
                                "Give '" + standard.label() + "', 'plan', 'execute' or 'withdraw'"
                                        + (provisions ? ", or 'prove' when it is applied." : "."))
                        .asException());
    }

    /**
     * The run whose plan is to be executed, or withdrawn.
     *
     * @throws io.labelmint.dr.ProblemException if it is none
     */
    OperationId run() {
        return StepTexts.run(texts.given(RUN, RUN));
    }

    /** How the plan that is to be executed was named. */
    String digest() {
        return texts.given(DIGEST, DIGEST);
    }

    private RestoreRequest restore() {
        Restores.Side side = Arrays.stream(Restores.Side.values())
                .filter(known -> known.name().equalsIgnoreCase(texts.text(SIDE)))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                "step.side",
                                "The step was told to restore in '" + texts.text(SIDE) + "', which is no region of an"
                                        + " estate.",
                                "Give side: 'dr' or 'primary'.")
                        .asException());
        return new RestoreRequest(
                side,
                RestorePoint.parse(texts.text(POINT)),
                texts.given(INSTANCE, INSTANCE),
                "",
                false,
                texts.flag(FOR_PRODUCTION));
    }

    private FailoverRequest failover() {
        String given = texts.text(VERB);
        FailoverRequest.Verb verb = Arrays.stream(FailoverRequest.Verb.values())
                .filter(known -> known.label().equals(given))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                "step.verb",
                                "The step was given verb: '" + given + "', which is no way an estate moves.",
                                "Give 'failover', if the primary region is presumed lost, 'switchover', if both work,"
                                        + " 'commit' or 'roll-back', when it has moved; drFailback leads it home.")
                        .asException());
        boolean unfenced = texts.flag(ACCEPT_UNFENCED);
        if (unfenced && verb != FailoverRequest.Verb.FAILOVER) {
            throw Problem.of(
                            "step.unfenced",
                            "The step was given acceptUnfenced: true for a " + given
                                    + ", and only a failover goes on where a fence is not proved.",
                            "Leave acceptUnfenced out, or give verb: 'failover' if the primary region is presumed lost.")
                    .asException();
        }
        return new FailoverRequest(verb, unfenced);
    }

    /** What is asked about the plan in the workspace. */
    private ProvisionRequest provision(TerraformFiles files) throws IOException, InterruptedException {
        String lock = texts.text(LOCK);
        if (action() == Action.PROVE) {
            String applied = texts.text(RUN);
            return ProvisionRequest.proving(
                    files.plan(texts.given(PLAN, PLAN), ""),
                    applied.isEmpty() ? Optional.empty() : Optional.of(StepTexts.run(applied)));
        }
        // Who only looks may not know yet what would be applied.
        Optional<String> file = action() == Action.PLAN ? Optional.of(texts.given(FILE, FILE)) : file();
        ReviewedPlan plan = files.plan(texts.given(PLAN, PLAN), file.isEmpty() ? "" : files.digest(file.get()));
        return lock.isEmpty() ? ProvisionRequest.applying(plan) : ProvisionRequest.locking(plan, lock);
    }

    /** The name of the file that will be applied; empty where it is not told. */
    Optional<String> file() {
        return Optional.of(texts.text(FILE)).filter(file -> !file.isEmpty());
    }

    private ReviewRequest review() {
        ReviewRequest review = ReviewRequest.WHOLE.of(Area.named(texts.list(AREAS)));
        String audit = texts.text(ACCESS_AUDIT);
        return audit.isEmpty()
                ? review
                : review.after(AccessAudit.named(audit)
                        .orElseThrow(() -> Problem.of(
                                        "step.audit",
                                        "The step was told that the access audit '" + audit + "', which says nothing.",
                                        "Give accessAudit: 'passed' or 'failed'.")
                                .asException()));
    }

    /** How simulated AWS is worked on; empty for real AWS. */
    Optional<RunOrder.Simulation> simulation() {
        double pace = Double.parseDouble(texts.text(PACE));
        if (!(pace >= 0 && pace <= FASTEST)) {
            throw Problem.of(
                            "step.pace",
                            "A pace of " + pace + " is none.",
                            "Give one from 0 (as fast as possible) to a thousand million virtual seconds a second.")
                    .asException();
        }
        return texts.flag(REHEARSAL) ? Optional.of(new RunOrder.Simulation(pace)) : Optional.empty();
    }

    /** What tells this kind of work on {@code estate} from other work of one build. */
    String place(Estate estate) {
        return (texts.flag(REHEARSAL) ? "rehearsal of " : "") + estate.name();
    }

    /** Whether what {@code texts} ask for is nothing a notice of the build is about: a notice, a plan, or the end of one. */
    static boolean untold(SortedMap<String, String> texts) {
        return tells(texts)
                || Action.WHAT_IF.label().equals(texts.get(ACTION))
                || Action.PLAN.label().equals(texts.get(ACTION))
                || Action.WITHDRAW.label().equals(texts.get(ACTION));
    }

    /** Whether {@code texts} ask for a notice. */
    static boolean tells(SortedMap<String, String> texts) {
        return texts.get(JOB).equals(Job.Type.TELL.label());
    }
}
