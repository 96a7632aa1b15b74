package io.labelmint.dr.library;

import com.lesfurets.jenkins.unit.BasePipelineTest;
import com.lesfurets.jenkins.unit.PipelineTestHelper;
import com.lesfurets.jenkins.unit.cps.BasePipelineTestCPS;
import com.lesfurets.jenkins.unit.global.lib.LibraryConfiguration;
import com.lesfurets.jenkins.unit.global.lib.LocalSource;
import groovy.lang.Closure;
import groovy.lang.Script;
import hudson.AbortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** One build of a pipeline that uses the library, with every step it may call. Any other step fails the build. */
final class Build {
    /** How the pipeline is run. */
    enum Mode {
        /** As plain Groovy. */
        PLAIN {
            @Override
            BasePipelineTest base() {
                return new BasePipelineTest() {};
            }
        },
        /** Transformed as Jenkins does; what is on the stack is serialised at each step. */
        CPS {
            @Override
            BasePipelineTest base() {
                BasePipelineTest base = new BasePipelineTestCPS();
                base.setHelper(new StepwiseCps());
                return base;
            }
        };

        abstract BasePipelineTest base();
    }

    /** A call of a step. */
    record Called(String step, Object argument) {
        @Override
        public String toString() {
            return step + " " + argument;
        }
    }

    /** What the build did, in order; the names of stages as {@code stage}. */
    final List<Called> calls = new ArrayList<>();

    final Map<String, String> environment = new LinkedHashMap<>();
    final Map<String, Object> parameters = new LinkedHashMap<>();
    final Map<String, Object> currentBuild = new LinkedHashMap<>();
    final Path packs;
    private final PipelineTestHelper helper;
    private final BasePipelineTest base;
    private boolean inNode;
    private ContractSteps steps;

    /** Build {@code number} of a job, without the steps of the plugin. */
    Build(Mode mode, int number, Path folder) {
        this.packs = folder.resolve("build-" + number);
        this.base = mode.base();
        this.helper = base.getHelper();
        environment.put("BUILD_NUMBER", Integer.toString(number));
        currentBuild.put("result", "SUCCESS");
        prepare();
        pipelineSteps();
        jobProperties();
    }

    /** With the steps of the plugin, working on {@code account}. */
    Build on(Account account) {
        steps = new ContractSteps(account, "build " + environment.get("BUILD_NUMBER"), packs, this::result);
        map("drBackup", steps::backup);
        map("drVerifyReplication", steps::verifyReplication);
        map("drReadiness", steps::readiness);
        map("drTestRestore", steps::testRestore);
        map("drHeartbeat", steps::heartbeat);
        map("drReview", steps::review);
        map("drRestorePitr", steps::restorePitr);
        map("drFailover", steps::failover);
        map("drFailback", steps::failback);
        map("drDrill", steps::drill);
        map("drSignOff", steps::signOff);
        map("drNotify", steps::tell);
        map("drEvidence", given -> {
            if (given.containsKey("folder") && !inNode) {
                throw new AbortException("There is no workspace here. Call drEvidence in a node, or without folder:.");
            }
            return steps.evidence(given);
        });
        return this;
    }

    /** The steps of the plugin. */
    ContractSteps steps() {
        return steps;
    }

    /** With agents that have Terraform, and the steps about it. */
    Build with(TerraformAgent agent) {
        base.getBinding().setVariable("scm", "the repository of the job");
        helper.registerAllowedMethod("node", List.of(String.class, Closure.class), new Step(arguments -> {
            called("node", arguments[0]);
            agent.begin();
            inNode = true;
            try {
                return helper.callClosure((Closure<?>) arguments[1]);
            } finally {
                inNode = false;
            }
        }));
        helper.registerAllowedMethod("dir", List.of(String.class, Closure.class), new Step(arguments -> {
            called("dir", arguments[0]);
            agent.enter((String) arguments[0]);
            try {
                return helper.callClosure((Closure<?>) arguments[1]);
            } finally {
                agent.leave();
            }
        }));
        one("checkout", String.class, scm -> {
            agent.checkout();
            return null;
        });
        one("sh", String.class, command -> {
            if (agent.sh((String) command) != 0) {
                throw new AbortException("script returned exit code 1");
            }
            return null;
        });
        map("sh", given -> agent.sh(given.get("script").toString()));
        one("fileExists", String.class, file -> agent.workspace.containsKey(agent.path((String) file)));
        map("stash", given -> {
            agent.stash(given);
            return null;
        });
        one("unstash", String.class, name -> {
            agent.unstash();
            return null;
        });
        map("drTerraformInputs", given -> steps.terraformInputs(given, agent));
        map("drTerraform", given -> steps.terraform(given, agent));
        return this;
    }

    /** People approve whatever the build asks, one after another. */
    Build approvedBy(String... approvers) {
        Iterator<String> next = List.of(approvers).iterator();
        map("input", question -> {
            answered(next.next());
            return null;
        });
        return this;
    }

    /** Jenkins records that {@code approver} answered the input. */
    void answered(String approver) {
        steps.approved(approver);
    }

    /** Lets {@code step} fail with {@code sentence} before it begins a run. */
    void refuses(String step, String sentence) {
        map(step, given -> {
            throw steps.refuse(sentence);
        });
    }

    /** With steps of the plugin that answer at once and do nothing. */
    Build onNothing() {
        map("drBackup", given -> answer("backup-of-the-day"));
        map("drVerifyReplication", given -> answer("check-of-the-minute"));
        map("drReadiness", given -> answer("readiness-of-the-minute"));
        map("drTestRestore", given -> answer("restore-test-of-the-day"));
        map("drReview", given -> answer("review-of-the-week"));
        map("drHeartbeat", given -> answer("heartbeat-of-the-minute"));
        map("drFailover", given -> plan("failover-1"));
        map("drFailback", given -> plan("failback-1"));
        map("drDrill", given -> answer("drill-of-the-day"));
        map("drSignOff", given -> plan("sign-off-1"));
        map("drNotify", given -> answer("tell-of-the-minute"));
        map("drEvidence", given -> new LinkedHashMap<>(Map.of("intact", true)));
        return this;
    }

    /**
     * The same, and every input is answered; but somebody aborts it at {@code place}: a call of a step, such as {@code
     * drNotify#2}, what a step is to do, such as {@code execute}, or what a notice is about, such as {@code has ended}.
     */
    Build abortedAt(String place) {
        map("input", question -> null);
        for (String step :
                List.of("drReadiness", "drVerifyReplication", "drFailover", "drFailback", "drNotify", "drEvidence")) {
            map(step, given -> {
                boolean there = place.equals(step + "#" + given(step).size())
                        || place.equals(given.get("action"))
                        || String.valueOf(given.get("name")).endsWith(place);
                if (there) {
                    throw new FlowInterruptedException();
                }
                return step.equals("drEvidence")
                        ? new LinkedHashMap<>(Map.of("intact", true))
                        : plan(step.equals("drFailback") ? "failback-1" : "failover-1");
            });
        }
        return this;
    }

    /** What a step answers: the part of it the library reads. */
    static Map<String, Object> answer(String run) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("run", run);
        answer.put("open", new ArrayList<>());
        return answer;
    }

    /** What a step answers that has made a plan, or executed it: the part of it the library reads. */
    static Map<String, Object> plan(String run) {
        Map<String, Object> plan = answer(run);
        plan.putAll(Map.of("digest", "1f2e3d4c5b6a", "shortDigest", "1f2e 3d4c 5b6a", "text", "Plan", "checks", 1));
        return plan;
    }

    /** The build before ended so. */
    Build after(String result) {
        currentBuild.put("previousBuild", new LinkedHashMap<>(Map.of("result", result)));
        return this;
    }

    private void prepare() {
        Path libraries = Account.ROOT.resolve("test/target/libraries");
        base.setScriptRoots(Account.ROOT.toString());
        base.setBaseScriptRoot(Account.ROOT.toString());
        helper.registerSharedLibrary(LibraryConfiguration.library()
                .name("dr")
                .defaultVersion("v1")
                .allowOverride(false)
                .implicit(true)
                .targetPath(libraries.toString())
                .retriever(LocalSource.localSource(libraries.toString()))
                .build());
        try {
            base.setUp();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        base.getBinding().setVariable("env", environment);
        base.getBinding().setVariable("params", parameters);
        base.getBinding().setVariable("currentBuild", currentBuild);
    }

    private void pipelineSteps() {
        body("stage", String.class);
        body("timeout", Map.class);
        body("dir", String.class);
        helper.registerAllowedMethod("node", List.of(String.class, Closure.class), new Step(arguments -> {
            called("node", arguments[0]);
            inNode = true;
            try {
                return helper.callClosure((Closure<?>) arguments[1]);
            } finally {
                inNode = false;
            }
        }));
        helper.registerAllowedMethod("parallel", List.of(Map.class), new Step(arguments -> {
            Map<String, Object> ended = new LinkedHashMap<>();
            for (var branch : ((Map<?, ?>) arguments[0]).entrySet()) {
                ended.put(branch.getKey().toString(), helper.callClosure((Closure<?>) branch.getValue()));
            }
            return ended;
        }));
        one("echo", String.class, text -> null);
        one("error", String.class, text -> {
            throw new AbortException((String) text);
        });
        one("unstable", String.class, text -> {
            result("UNSTABLE");
            return null;
        });
        one("junit", Map.class, given -> null);
        one("archiveArtifacts", Map.class, given -> null);
        helper.registerAllowedMethod("deleteDir", List.of(), new Step(arguments -> null));
        one("input", Map.class, question -> {
            throw new AssertionError("a scheduled build asked a person");
        });
    }

    private void jobProperties() {
        one("properties", List.class, list -> null);
        helper.registerAllowedMethod(
                "disableConcurrentBuilds", List.of(), new Step(arguments -> "disableConcurrentBuilds"));
        for (String symbol : List.of("durabilityHint", "cron")) {
            helper.registerAllowedMethod(
                    symbol, List.of(String.class), new Step(arguments -> symbol + " " + arguments[0]));
        }
        for (String symbol : List.of("pipelineTriggers", "parameters")) {
            helper.registerAllowedMethod(
                    symbol, List.of(List.class), new Step(arguments -> symbol + " " + arguments[0]));
        }
        helper.registerAllowedMethod(
                "buildDiscarder", List.of(Object.class), new Step(arguments -> "buildDiscarder " + arguments[0]));
        for (String symbol : List.of("logRotator", "string", "booleanParam")) {
            helper.registerAllowedMethod(
                    symbol, List.of(Map.class), new Step(arguments -> symbol + " " + arguments[0]));
        }
    }

    /** Runs {@code pipeline}, the text of a Jenkinsfile. What it throws fails or aborts the build, and is thrown. */
    Build run(String pipeline) throws Exception {
        Path file = Files.createDirectories(packs.resolveSibling("jenkinsfiles"))
                .resolve("Jenkinsfile" + environment.get("BUILD_NUMBER") + ".groovy");
        Files.writeString(file, pipeline);
        return runFile(file);
    }

    /** Runs the Jenkinsfile {@code file}. */
    Build runFile(Path file) throws Exception {
        Script script = base.loadScript(file.toUri().toString());
        try {
            base.runScript(script);
        } catch (Exception e) {
            currentBuild.put("result", e instanceof InterruptedException ? "ABORTED" : "FAILURE");
            throw e;
        }
        return this;
    }

    /** Lets {@code step}, which takes a map, do something else, before or instead of what it does. */
    void map(String step, MapStep does) {
        one(step, Map.class, given -> does.with((Map<?, ?>) given));
    }

    /** A step that takes named arguments. */
    interface MapStep {
        Object with(Map<?, ?> given) throws Exception;
    }

    private interface OneStep {
        Object with(Object argument) throws Exception;
    }

    private void one(String step, Class<?> type, OneStep does) {
        helper.registerAllowedMethod(step, List.of(type), new Step(arguments -> {
            // Jenkins makes Strings of GStrings before a step sees them.
            Object argument = type == String.class ? arguments[0].toString() : arguments[0];
            called(step, argument);
            return does.with(argument);
        }));
    }

    private void body(String step, Class<?> type) {
        helper.registerAllowedMethod(step, List.of(type, Closure.class), new Step(arguments -> {
            called(step, arguments[0]);
            return helper.callClosure((Closure<?>) arguments[1]);
        }));
    }

    private void called(String step, Object argument) {
        calls.add(new Called(step, argument));
        if (helper instanceof StepwiseCps cps) {
            cps.step();
        }
    }

    private void result(String worse) {
        if (currentBuild.get("result").equals("SUCCESS")) {
            currentBuild.put("result", worse);
        }
    }

    /** The result of the build. */
    String result() {
        return (String) currentBuild.get("result");
    }

    /** What the calls of {@code step} were given, in order. */
    List<Object> given(String step) {
        return calls.stream()
                .filter(call -> call.step().equals(step))
                .map(Called::argument)
                .toList();
    }

    /** The names of the steps of {@code wanted} that were called, in order. */
    List<String> order(String... wanted) {
        return calls.stream()
                .map(Called::step)
                .filter(Arrays.asList(wanted)::contains)
                .toList();
    }

    /** The runs this build left evidence of. */
    List<String> packs() throws IOException {
        if (!Files.exists(packs)) {
            return List.of();
        }
        try (var folders = Files.list(packs)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
