package io.labelmint.dr.library;

import hudson.AbortException;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.EvidencePack;
import io.labelmint.dr.evidence.EvidenceVerification;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.job.About;
import io.labelmint.dr.job.AccessAudit;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.News;
import io.labelmint.dr.job.OpenOperations;
import io.labelmint.dr.job.Practised;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.ProvisionRequest;
import io.labelmint.dr.job.RestoreRequest;
import io.labelmint.dr.job.ReviewRequest;
import io.labelmint.dr.job.RunApprovals;
import io.labelmint.dr.job.RunPreparation;
import io.labelmint.dr.job.RunResult;
import io.labelmint.dr.job.Sealing;
import io.labelmint.dr.job.SignOffRequest;
import io.labelmint.dr.job.Version;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.provision.ImportBlocks;
import io.labelmint.dr.provision.ReviewedPlan;
import io.labelmint.dr.provision.TerraformVariables;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.review.Area;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The steps of the plugin as its contract says they are, on the real engine: {@code drBackup}, {@code
 * drVerifyReplication}, {@code drReadiness}, {@code drHeartbeat}, {@code drReview}, {@code drTestRestore}, {@code drRestorePitr},
 * {@code drFailover}, {@code drFailback}, {@code drDrill}, {@code drSignOff}, {@code drTerraform}, {@code drTerraformInputs}, {@code drNotify} and {@code drEvidence}.
 */
final class ContractSteps {
    private final Account account;
    private final String build;
    private final Path packs;
    private final Consumer<String> result;

    /** The runs of the build, for the steps that are told none: begun ones, failures without a run, and ended ones. */
    private final List<OperationId> begun = new ArrayList<>();

    private final List<String> failures = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final List<String> approvers = new ArrayList<>();
    private int notices;

    /**
     * The steps of one build.
     *
     * @param build names it, and is the token of what it asks for
     * @param packs where it keeps evidence
     * @param result is told the result of the build where a step sets it
     */
    ContractSteps(Account account, String build, Path packs, Consumer<String> result) {
        this.account = account;
        this.build = build;
        this.packs = packs;
        this.result = result;
    }

    Map<String, Object> backup(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "only", "rehearsal");
        return asked(given, new Job(Job.Type.BACKUP, only(given)));
    }

    Map<String, Object> testRestore(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "only", "rehearsal");
        return asked(given, new Job(Job.Type.RESTORE_TEST, only(given)));
    }

    Map<String, Object> heartbeat(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "only", "rehearsal");
        return asked(given, new Job(Job.Type.HEARTBEAT, only(given)).requestedAs(build));
    }

    Map<String, Object> review(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "only", "rehearsal", "areas", "accessAudit");
        List<?> areas = given.containsKey("areas") ? (List<?>) given.get("areas") : List.of();
        ReviewRequest all = ReviewRequest.WHOLE.of(
                Area.named(areas.stream().map(String::valueOf).toList()));
        ReviewRequest review = given.containsKey("accessAudit")
                ? all.after(AccessAudit.named((String) given.get("accessAudit")).orElseThrow())
                : all;
        return asked(
                given, new Job(Job.Type.REVIEW, only(given)).reviewing(review).requestedAs(build));
    }

    /** Who answered the input of the build; the plugin reads it from what Jenkins recorded. */
    void approved(String by) {
        approvers.add(by);
    }

    Map<String, Object> restorePitr(Map<?, ?> given) throws AbortException {
        if (given.get("action").equals("execute")) {
            return executed(given);
        }
        if (given.get("action").equals("withdraw")) {
            return withdrawn(given);
        }
        allow(
                given,
                "estate",
                "estateYaml",
                "rehearsal",
                "action",
                "store",
                "instance",
                "point",
                "side",
                "forProduction");
        RestoreRequest request = new RestoreRequest(
                Restores.Side.valueOf(((String) given.get("side")).toUpperCase(Locale.ROOT)),
                RestorePoint.parse((String) given.get("point")),
                (String) given.get("instance"),
                "",
                false,
                Boolean.TRUE.equals(given.get("forProduction")));
        return planned(given, Job.restoring((String) given.get("store"), request));
    }

    Map<String, Object> failover(Map<?, ?> given) throws AbortException {
        Object action = given.containsKey("action") ? given.get("action") : "what-if";
        if (action.equals("execute")) {
            return executed(given);
        }
        if (action.equals("withdraw")) {
            return withdrawn(given);
        }
        allow(given, "estate", "estateYaml", "rehearsal", "action", "verb", "acceptUnfenced");
        FailoverRequest.Verb verb =
                FailoverRequest.Verb.named(given.containsKey("verb") ? (String) given.get("verb") : "failover");
        if (verb == FailoverRequest.Verb.FAILBACK) {
            throw refuse("The step was given verb: 'failback', which is no way an estate moves there. Give another.");
        }
        return moved(given, action, new FailoverRequest(verb, Boolean.TRUE.equals(given.get("acceptUnfenced"))));
    }

    Map<String, Object> failback(Map<?, ?> given) throws AbortException {
        Object action = given.containsKey("action") ? given.get("action") : "what-if";
        if (action.equals("execute")) {
            return executed(given);
        }
        if (action.equals("withdraw")) {
            return withdrawn(given);
        }
        allow(given, "estate", "estateYaml", "rehearsal", "action");
        return moved(given, action, new FailoverRequest(FailoverRequest.Verb.FAILBACK, false));
    }

    private Map<String, Object> moved(Map<?, ?> given, Object action, FailoverRequest request) throws AbortException {
        Job job = Job.failingOver(request);
        if (action.equals("plan")) {
            if (Boolean.TRUE.equals(given.get("rehearsal"))) {
                moment(request.verb());
            }
            return planned(given, job);
        }
        if (!action.equals("what-if")) {
            throw new IllegalArgumentException("no such action: " + action);
        }
        try {
            return new LinkedHashMap<>(Map.of(
                    "text",
                    account.timeline
                            .join(new RunPreparation(jobRun(given)).whatIf(job))
                            .text()));
        } catch (ProblemException refused) {
            throw refuse(refused.problem().toString());
        }
    }

    /** What a rehearsal has happen before a plan is made. */
    private void moment(FailoverRequest.Verb verb) {
        switch (verb) {
            case FAILOVER -> account.lose();
            case COMMIT, ROLL_BACK -> account.comeBack();
            case FAILBACK -> account.pass(Duration.ofHours(12)); // by then the replicas have caught up
            case SWITCHOVER -> {}
        }
    }

    private Map<String, Object> planned(Map<?, ?> given, Job job) throws AbortException {
        return planned(given, job, build);
    }

    private Map<String, Object> planned(Map<?, ?> given, Job job, String token) throws AbortException {
        approvers.clear(); // an input before the plan is no approval of it
        try {
            PreparedRun plan = account.timeline.join(new RunPreparation(jobRun(given)).prepare(job.requestedAs(token)));
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("run", plan.run().value());
            answer.put("digest", plan.digest().value());
            answer.put("shortDigest", plan.digest().brief());
            answer.put("text", plan.text());
            answer.put("approvals", Integer.toString(plan.plan().demand().needed()));
            answer.put("approvers", String.join(",", plan.plan().demand().from()));
            answer.put(
                    "escalateAfter",
                    plan.escalateAfter()
                            .map(Duration::toMinutes)
                            .map(String::valueOf)
                            .orElse(""));
            return answer;
        } catch (ProblemException refused) {
            throw refuse(refused.problem().toString());
        }
    }

    private Map<String, Object> withdrawn(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "rehearsal", "action", "run");
        OperationId run = new OperationId((String) given.get("run"));
        try {
            new RunPreparation(jobRun(given)).withdraw(run);
            return Map.of("run", run.value());
        } catch (ProblemException refused) {
            throw refuse(refused.problem().toString());
        }
    }

    private Map<String, Object> executed(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "rehearsal", "action", "run", "digest");
        OperationId run = new OperationId((String) given.get("run"));
        JobRun order = jobRun(given);
        try {
            if (approvers.isEmpty()) {
                throw refuse("Nobody approved the plan. Ask somebody.");
            }
            List<RunApprovals.Given> answers = new ArrayList<>();
            for (String by : approvers) {
                answers.add(new RunApprovals.Given(
                        (String) given.get("digest"), by, build + ", input " + (answers.size() + 1)));
            }
            new RunApprovals(order).approve(run, answers, List.of());
            begun.add(run);
            Evidence evidence = account.timeline.join(order.resume(run));
            Map<String, Object> answer = ended(given, Job.Type.RESTORE, evidence);
            // What was found to be red of a move that is done does not fail the step; a restore has nothing else.
            boolean moved = run.value().startsWith("failover-")
                    && evidence.operations().stream()
                            .allMatch(operation -> operation.result() == Evidence.Result.SUCCEEDED);
            if (Boolean.FALSE.equals(answer.get("green")) && !moved) {
                throw new AbortException("What was approved is not done. See the report.");
            }
            return answer;
        } catch (ProblemException refused) {
            throw refuse(refused.problem().toString());
        }
    }

    private JobRun jobRun(Map<?, ?> given) throws AbortException {
        RunKind kind = Boolean.TRUE.equals(given.get("rehearsal")) ? RunKind.REHEARSAL : RunKind.REAL;
        return new JobRun(account.engine(), estate(given), kind, build, build, (operation, entry) -> {});
    }

    Map<String, Object> drill(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "only", "rehearsal");
        return asked(given, new Job(Job.Type.DRILL, only(given)));
    }

    Map<String, Object> signOff(Map<?, ?> given) throws AbortException {
        Object action = given.get("action");
        if (action.equals("execute")) {
            return executed(given);
        }
        if (action.equals("withdraw")) {
            return withdrawn(given);
        }
        allow(given, "estate", "estateYaml", "rehearsal", "action", "of");
        Object of = given.get("of");
        return planned(
                given,
                Job.signingOff(new SignOffRequest(
                        begun,
                        failures,
                        "",
                        List.of(),
                        new TreeMap<>(),
                        Practised.named(of == null ? "" : of.toString()))));
    }

    Map<String, Object> terraformInputs(Map<?, ?> given, TerraformAgent agent) throws AbortException {
        allow(given, "estate", "estateYaml", "rehearsal", "file", "imports");
        agent.workspace.put(
                agent.path((String) given.get("file")),
                Capabilities.json().pretty(TerraformVariables.of(estate(given))));
        String imports = (String) given.get("imports");
        if (!imports.isEmpty()) {
            agent.workspace.put(
                    agent.path(imports),
                    ImportBlocks.of(estate(given), account.engine().observatory())
                            .text());
        }
        return new LinkedHashMap<>(Map.of("file", given.get("file")));
    }

    Map<String, Object> terraform(Map<?, ?> given, TerraformAgent agent) throws AbortException {
        Object action = given.containsKey("action") ? given.get("action") : "what-if";
        if (action.equals("withdraw")) {
            return withdrawn(given);
        }
        try {
            if (action.equals("execute")) {
                Map<Object, Object> rest = new LinkedHashMap<>(given);
                Object file = rest.remove("file");
                new RunApprovals(jobRun(given))
                        .requireFile(
                                new OperationId((String) given.get("run")),
                                file == null ? Optional.empty() : Optional.of(agent.digest((String) file)));
                return executed(rest);
            }
            allow(given, "estate", "estateYaml", "rehearsal", "action", "plan", "file", "lock", "run");
            String file = action.equals("prove") ? "" : agent.digest((String) given.get("file"));
            ReviewedPlan plan = ReviewedPlan.of(
                    agent.read((String) given.get("plan")),
                    (String) given.get("plan"),
                    file,
                    estate(given),
                    Capabilities.json());
            if (action.equals("prove")) {
                Optional<OperationId> applied =
                        Optional.ofNullable((String) given.get("run")).map(OperationId::new);
                Job proof = Job.provisioning(ProvisionRequest.proving(plan, applied));
                return asked(given, proof.requestedAs(build + ", proof"));
            }
            Job job = Job.provisioning(
                    given.containsKey("lock")
                            ? ProvisionRequest.locking(plan, (String) given.get("lock"))
                            : ProvisionRequest.applying(plan));
            return action.equals("plan")
                    ? planned(given, job, build + ", " + given.get("lock"))
                    : looked(given, job, plan);
        } catch (ProblemException refused) {
            throw refuse(refused.problem().toString());
        }
    }

    private Map<String, Object> looked(Map<?, ?> given, Job job, ReviewedPlan plan) throws AbortException {
        PreparedRun imagined = account.timeline.join(new RunPreparation(jobRun(given)).whatIf(job));
        Map<String, String> locks = new TreeMap<>();
        plan.locks().keySet().forEach(vault -> locks.put(vault, plan.lockWords(vault)));
        return new LinkedHashMap<>(Map.of("text", imagined.text(), "locks", locks, "empty", plan.empty()));
    }

    Map<String, Object> verifyReplication(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "only", "rehearsal");
        return asked(given, new Job(Job.Type.CHECK, only(given)).requestedAs(build));
    }

    Map<String, Object> readiness(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "only", "rehearsal");
        return asked(given, new Job(Job.Type.READINESS, only(given)).requestedAs(build));
    }

    Map<String, Object> tell(Map<?, ?> given) throws AbortException {
        allow(given, "estate", "estateYaml", "rehearsal", "name", "when", "runs", "message");
        List<OperationId> told = given.containsKey("runs")
                ? strings(given.get("runs")).stream().map(OperationId::new).toList()
                : begun;
        About.When when = About.When.valueOf(((String) given.get("when")).toUpperCase(Locale.ROOT));
        String message = given.containsKey("message") ? (String) given.get("message") : "";
        About about = new About(
                told, given.containsKey("runs") ? List.of() : failures, (String) given.get("name"), when, message);
        notices++; // each call of a step is a request of its own
        return run(given, Job.telling(about).requestedAs(build + ", notice " + notices));
    }

    Map<String, Object> evidence(Map<?, ?> given) throws AbortException {
        allow(given, "folder");
        if (ended.isEmpty()) {
            throw new AbortException("This build keeps no evidence. See why.");
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String run : ended) {
            var verified = new EvidenceVerification(Capabilities.json(), Version.CURRENT).verify(packs.resolve(run));
            if (!verified.intact()) {
                throw new AbortException("The evidence of " + run + " is damaged. Compare it with the notice.");
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("run", run);
            row.put("verdict", verified.conclusion());
            row.put("digest", verified.digest().orElseThrow());
            rows.add(row);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("runs", rows);
        answer.put("folder", given.get("folder"));
        answer.put("intact", true);
        return answer;
    }

    /** Fails with {@code sentence} before there is a run. */
    AbortException refuse(String sentence) {
        failures.add(sentence);
        return new AbortException(sentence);
    }

    private Map<String, Object> asked(Map<?, ?> given, Job job) throws AbortException {
        try {
            begun.add(job.operation(estate(given), account.timeline.now()));
            return run(given, job);
        } catch (ProblemException refused) {
            throw refuse(refused.problem().toString());
        }
    }

    private Map<String, Object> run(Map<?, ?> given, Job job) throws AbortException {
        return ended(given, job.type(), account.timeline.join(jobRun(given).start(job)));
    }

    private Map<String, Object> ended(Map<?, ?> given, Job.Type type, Evidence evidence) throws AbortException {
        Map<OperationId, String> ledgers = new TreeMap<>();
        ledgers.put(evidence.run(), account.ledgers.text(evidence.run()).orElseThrow());
        evidence.operations()
                .forEach(operation -> ledgers.put(
                        operation.id(), account.ledgers.text(operation.id()).orElseThrow()));
        Sealing.Sealed sealed = new Sealing(account.engine(), estate(given))
                .seal(evidence, EvidencePack.of(evidence, ledgers, estate(given).source(), Capabilities.json()));
        Path folder = sealed.pack().writeTo(packs);
        ended.add(evidence.run().value());
        for (Evidence.OperationRecord operation : evidence.operations()) {
            if (type == Job.Type.BACKUP && operation.result() != Evidence.Result.SUCCEEDED) {
                throw new AbortException(
                        operation.title() + " failed: " + operation.problems() + " Run the same job again.");
            }
        }
        if (!evidence.green()) {
            result.accept("UNSTABLE");
        }
        return new RunResult(
                        evidence,
                        sealed,
                        folder.toString(),
                        News.of(
                                account.ledgers,
                                account.ledgers.read(evidence.run()).orElseThrow()),
                        OpenOperations.of(account.ledgers, account.timeline.now()))
                .asMap();
    }

    private Estate estate(Map<?, ?> given) throws AbortException {
        if (given.containsKey("estate") == given.containsKey("estateYaml")) {
            throw new AbortException("Exactly one of estate and estateYaml is needed. Give one.");
        }
        if (given.containsKey("estateYaml")) {
            return EstateLoader.parse((String) given.get("estateYaml"), "estateYaml");
        }
        if (!account.estate.name().equals(given.get("estate"))) {
            throw new AbortException("There is no estate " + given.get("estate") + ". Configure it.");
        }
        return account.estate;
    }

    private static SortedSet<String> only(Map<?, ?> given) {
        return given.containsKey("only") ? new TreeSet<>(strings(given.get("only"))) : new TreeSet<>();
    }

    /** Plain strings in a plain list: a GString would not become the field of a step in every version of Jenkins. */
    private static List<String> strings(Object list) {
        return ((Collection<?>) list).stream().map(String.class::cast).toList();
    }

    private static void allow(Map<?, ?> given, String... keys) {
        if (!Set.of(keys).containsAll(given.keySet())) {
            throw new IllegalArgumentException("no such argument in " + given.keySet());
        }
    }
}
