package io.labelmint.dr.jenkins.report;

import hudson.model.Item;
import hudson.model.Run;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.evidence.EvidenceVerification;
import io.labelmint.dr.evidence.PackReading;
import io.labelmint.dr.job.Version;
import java.io.IOException;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * The page of one run of a build, with its downloads and its verification: {@code disaster-recovery/pack/RUN/}. Whoever
 * may read the job may read, download and verify its evidence.
 */
public final class RunPage {
    /** Verifying reads and hashes whole packs; more at once would slow the controller down. */
    private static final Semaphore VERIFYING = new Semaphore(2);

    private final DrRunAction action;
    private final String name;

    RunPage(DrRunAction action, String name) {
        this.action = action;
        this.name = name;
    }

    /** The build, for the side panel. */
    public Run<?, ?> getRun() {
        return action.getRun();
    }

    /** The page all runs of the build are on. */
    public DrRunAction getAction() {
        return action;
    }

    /** Name of the run. */
    public String getName() {
        return name;
    }

    /** What there is to show. */
    public RunView getView() {
        return action.view(name);
    }

    /** Whether the pack can be taken away as one file. */
    public boolean isZipped() {
        return Files.isRegularFile(zip(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether there is anything to take away or to verify. */
    public boolean isThere() {
        return Files.isDirectory(action.folder(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** The pack as it was when the run ended, as one file. */
    public HttpResponse doZip() {
        return file(zip());
    }

    /** The evidence, for programs. */
    public HttpResponse doEvidence() {
        return file(action.folder(name).resolve("evidence.json"));
    }

    /**
     * The findings as test results. As text: a browser runs scripts in what it takes for XML, and somebody who may write to
     * the folder of the build could put one there.
     */
    public HttpResponse doJunit() {
        getRun().checkPermission(Item.READ);
        Path file = action.folder(name).resolve("junit.xml");
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= KeptPacks.MOST_BYTES
                    ? HttpResponses.text(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    : HttpResponses.notFound();
        } catch (IOException e) {
            return HttpResponses.notFound();
        }
    }

    /** Verifies the pack, and shows what came of it. */
    @RequirePOST
    public HttpResponse doVerify() {
        getRun().checkPermission(Item.READ);
        return HttpResponses.forwardToView(verify(), "index.jelly");
    }

    private VerificationPage verify() {
        if (!VERIFYING.tryAcquire()) {
            return VerificationPage.failed(
                    this,
                    Problem.of(
                            "evidence.busy",
                            "Other evidence is being verified.",
                            "Try again in a minute, or use `dr evidence verify` where the pack is."));
        }
        try {
            Path folder = action.folder(name);
            PackReading.of(folder, KeptPacks.JSON, KeptPacks.MOST_BYTES); // refuses what is too large
            return VerificationPage.of(
                    this,
                    new EvidenceVerification(KeptPacks.JSON, Version.CURRENT).verify(folder),
                    action.recorded(name));
        } catch (ProblemException e) {
            return VerificationPage.failed(this, e.problem());
        } finally {
            VERIFYING.release();
        }
    }

    private Path zip() {
        return PackZip.of(action.folder(name));
    }

    private HttpResponse file(Path file) {
        getRun().checkPermission(Item.READ);
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    ? HttpResponses.staticResource(file.toUri().toURL())
                    : HttpResponses.notFound();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a path is not a URL: " + file, e);
        }
    }
}
