package io.labelmint.dr.jenkins.report;

import hudson.model.Item;
import hudson.model.Run;
import io.labelmint.dr.jenkins.runtime.EndedRun;
import io.labelmint.dr.job.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.RunAction2;

/**
 * The runs of disaster recovery a build made, and their page. Jenkins keeps the names of the runs only; all else is in
 * their evidence packs, in the folder {@code dr} of the build.
 */
public final class DrRunAction implements RunAction2 {
    private static final Logger LOG = Logger.getLogger(DrRunAction.class.getName());

    /** Where in the folder of a build its evidence is. */
    static final String FOLDER = "dr";

    /** A pipeline with more runs than that is looked at run by run. */
    private static final int MOST_SHOWN = 8;

    /** Names of the runs, in the order they ended. */
    private ArrayList<String> runs = new ArrayList<>();

    /** Digests of their packs when they ended, in the same order: a witness in another place than the packs. */
    private ArrayList<String> digests = new ArrayList<>();

    private transient Run<?, ?> build;
    private transient KeptPacks packs;

    /**
     * Keeps the evidence of {@code ended} with {@code build}.
     *
     * @return the folder of the pack
     * @throws io.labelmint.dr.ProblemException if it cannot be written
     */
    public static Path keep(Run<?, ?> build, EndedRun ended) throws IOException {
        Path folder = ended.pack().writeTo(build.getRootDir().toPath().resolve(FOLDER));
        zip(folder);
        synchronized (DrRunAction.class) { // parallel branches of one build
            DrRunAction action = build.getAction(DrRunAction.class);
            if (action == null) {
                action = new DrRunAction();
                build.addAction(action);
            }
            action.add(ended.evidence().run().value(), ended.pack().digest());
        }
        build.save();
        return folder;
    }

    /** A zip that cannot be written is no reason to fail: the pack itself is there. */
    private static void zip(Path folder) {
        try {
            PackZip.write(folder);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the zip of the evidence in " + folder + " could not be written", e);
        }
    }

    synchronized void add(String run, String digest) {
        int known = runs.indexOf(run);
        if (known < 0) {
            runs.add(run);
            digests.add(digest);
        } else {
            digests.set(known, digest);
        }
    }

    /** Names of the runs, in the order they ended. */
    public synchronized List<String> getRuns() {
        return List.copyOf(runs);
    }

    /**
     * The runs the page shows: the newest ones, in the order they ended. Notices are shown where there is room, because what they
     * told of is shown.
     */
    public List<RunPage> getPages() {
        List<String> names = getRuns();
        List<String> newest = new ArrayList<>(names);
        Collections.reverse(newest);
        Set<String> shown = Stream.concat(
                        newest.stream().filter(name -> !isNotice(name)),
                        newest.stream().filter(DrRunAction::isNotice))
                .limit(MOST_SHOWN)
                .collect(Collectors.toSet());
        return names.stream()
                .filter(shown::contains)
                .map(name -> new RunPage(this, name))
                .toList();
    }

    private static boolean isNotice(String run) {
        return run.startsWith(Job.Type.TELL.label() + "-");
    }

    /** How many runs the page does not show. */
    public int getMoreRuns() {
        return Math.max(0, getRuns().size() - MOST_SHOWN);
    }

    /** The page of {@code name}; null, and so not found, if that is no run of this build. */
    public RunPage getPack(String name) {
        build.checkPermission(Item.READ);
        return getRuns().contains(name) ? new RunPage(this, name) : null;
    }

    /** The folder of the evidence of {@code run}. */
    public Path folder(String run) {
        return packs.folder(run);
    }

    /** The digest of {@code run} when it ended; empty if it was not recorded. */
    synchronized String recorded(String run) {
        int known = runs.indexOf(run);
        return known < 0 ? "" : digests.get(known);
    }

    /** What there is to show about {@code run}. */
    RunView view(String run) {
        return packs.view(run, recorded(run));
    }

    /** The build, for its page. */
    public Run<?, ?> getRun() {
        return build;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        attach(r);
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        attach(r);
    }

    private void attach(Run<?, ?> r) {
        build = r;
        packs = new KeptPacks(r.getRootDir().toPath().resolve(FOLDER));
    }

    /**
     * What was kept by a version that did not record digests has none. A file somebody edited must neither keep Jenkins
     * from reading the build nor give a pack the digest of another one.
     */
    @SuppressWarnings("UnusedMethod") // Jenkins calls it when it has read the build
    private Object readResolve() {
        List<?> names = runs == null ? List.of() : runs;
        List<?> known = digests == null ? List.of() : digests;
        runs = KeptNames.of(names);
        digests = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (KeptNames.isName(names.get(i))) {
                digests.add(i < known.size() && known.get(i) instanceof String digest ? digest : "");
            }
        }
        return this;
    }

    @Override
    public String getIconFileName() {
        return "symbol-disaster-recovery plugin-aws-disaster-recovery";
    }

    @Override
    public String getDisplayName() {
        return "Disaster recovery";
    }

    @Override
    public String getUrlName() {
        return "disaster-recovery";
    }
}
