package io.labelmint.dr.jenkins;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.evidence.EvidenceVerification;
import io.labelmint.dr.evidence.EvidenceVerification.Verification;
import io.labelmint.dr.jenkins.report.DrRunAction;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Verifies evidence and copies it, on a worker. It changes nothing but the workspace, so after a restart it is simply
 * done again.
 */
final class EvidenceExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    /** Names of the runs. */
    private final ArrayList<String> runs;

    /** Folder of the workspace, or empty. */
    private final String folder;

    /** Whether the step has ended; set by {@link #begin}. */
    private transient AtomicBoolean over;

    EvidenceExecution(StepContext context, List<String> runs, String folder) {
        super(context);
        this.runs = new ArrayList<>(runs);
        this.folder = folder;
    }

    @Override
    public boolean start() {
        begin();
        return false;
    }

    @Override
    public void onResume() {
        begin();
    }

    private void begin() {
        over = new AtomicBoolean();
        DrRuntimes.get().work(this::work);
    }

    @Override
    public void stop(Throwable cause) {
        fail(cause);
    }

    private void work() {
        try {
            Run<?, ?> build = getContext().get(Run.class);
            DrRunAction action = build.getAction(DrRunAction.class);
            List<Map<String, Object>> rows = new ArrayList<>();
            List<String> wanted = runs.isEmpty() && action != null ? action.getRuns() : runs;
            if (wanted.isEmpty()) { // nothing is not intact
                throw Problem.of(
                                "evidence.none",
                                "This build keeps no evidence, because no run of it has ended.",
                                "See above why, then run the same job again.")
                        .asException();
            }
            for (String run : wanted) {
                rows.add(verified(run, action));
            }
            if (!folder.isEmpty()) {
                copy(wanted, action);
            }
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("runs", rows);
            answer.put("folder", folder);
            answer.put("intact", true);
            if (over.compareAndSet(false, true)) {
                getContext().onSuccess(answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException e) {
            fail(new AbortException(
                    "The evidence could not be copied into the workspace (" + e.getMessage() + "). Make room there."));
        } catch (ProblemException e) {
            fail(new AbortException(e.problem().toString()));
        } catch (RuntimeException | LinkageError e) {
            fail(new AbortException(DrRuntime.mistake(e).toString()));
        }
    }

    private Map<String, Object> verified(String run, DrRunAction action) throws IOException, InterruptedException {
        if (action == null || !action.getRuns().contains(run)) {
            throw Problem.of(
                            "evidence.other-build",
                            "This build keeps no evidence of a run called " + run + ".",
                            "Name runs of this build: the 'run' of what its steps answered.")
                    .asException();
        }
        Verification verification =
                new EvidenceVerification(Capabilities.json(), Version.CURRENT).verify(action.folder(run));
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        String digest = verification.digest().orElse("");
        log.println("Evidence of " + run + ": " + verification.conclusion() + ", digest " + digest);
        verification.flaws().forEach(flaw -> log.println("  " + flaw));
        if (!verification.intact()) {
            throw Problem.of(
                            "evidence.damaged",
                            "The evidence of " + run + " is not as it was written (" + verification.conclusion() + ").",
                            "Find out who changed " + action.folder(run) + "; the ledgers in JENKINS_HOME still tell"
                                    + " what happened.")
                    .asException();
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("run", run);
        row.put("verdict", verification.conclusion());
        row.put("digest", digest);
        return row;
    }

    private void copy(List<String> wanted, DrRunAction action) throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null) {
            throw Problem.of(
                            "evidence.no-workspace",
                            "There is no workspace to copy the evidence into.",
                            "Call drEvidence with a folder inside node { }, or leave the folder out.")
                    .asException();
        }
        workspace.mkdirs(); // nothing may have been written into it yet, and links are looked for in what is there
        WorkspaceFolder target = new WorkspaceFolder(workspace, folder);
        for (String run : wanted) {
            copy(action.folder(run), run, target);
        }
    }

    private static void copy(Path pack, String run, WorkspaceFolder target) throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(pack)) {
            files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try (InputStream bytes = Files.newInputStream(file)) {
                target.file(run + "/" + pack.relativize(file).toString().replace('\\', '/'))
                        .copyFrom(bytes);
            }
        }
    }

    private void fail(Throwable failure) {
        if (over.compareAndSet(false, true)) {
            getContext().onFailure(failure);
        }
    }
}
