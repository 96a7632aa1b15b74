package io.labelmint.dr.jenkins;

import hudson.ExtensionList;
import hudson.model.FakeJob;
import hudson.model.FakeRun;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import io.labelmint.dr.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import jenkins.model.Jenkins;

/** A Jenkins controller on a folder of this machine, as far as the plugin needs one. */
final class FakeController implements AutoCloseable {
    static final Path EXAMPLES = Path.of(System.getProperty("dr.root"), "examples");

    final Path home;
    final Jenkins jenkins;
    final DisasterRecoveryConfiguration configuration;
    final DrRuntimes runtimes = new DrRuntimes();
    final DrRuntime runtime;
    final FakeJob job = new FakeJob("dr-daily");

    /** Starts it on {@code home}; what an earlier one left there is still there. */
    FakeController(Path home) {
        this.home = home;
        this.jenkins = Jenkins.start(home.toFile());
        this.configuration = new DisasterRecoveryConfiguration();
        ExtensionList.put(configuration);
        ExtensionList.put(runtimes);
        this.runtime = DrRuntimes.get();
    }

    /** Build {@code number} of the job, as it is on disk. */
    FakeRun build(int number) {
        return new FakeRun(home, job, number);
    }

    /** A backup of the estate {@code yaml} declares, simulated. */
    static DrBackupStep backup(String yaml) {
        DrBackupStep step = new DrBackupStep();
        step.setEstateYaml(yaml);
        step.setRehearsal(true);
        return step;
    }

    /** The text of an example. */
    static String example(String name) {
        try {
            return Files.readString(EXAMPLES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Estate estate(String yaml) {
        return EstateLoader.parse(yaml, "estateYaml");
    }

    /** Waits until nobody rehearses, so that the simulated AWS can be looked at. */
    static void settle() {
        join("dr-rehearsal-");
    }

    private static void join(String threads) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(threads)) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** What {@code look} sees in the simulated AWS of {@code yaml}. */
    <T> T simulated(String yaml, Function<Rehearsal, T> look) {
        settle();
        Estate estate = estate(yaml);
        Path world = runtime.folders().rehearsal(estate).path().resolve("world");
        try (Rehearsal rehearsal = Rehearsal.open(world, estate)) {
            return look.apply(rehearsal);
        }
    }

    /** The snapshots of the simulated AWS that the plugin made, with everything else there is. */
    List<String> inventory(String yaml) {
        return simulated(yaml, rehearsal -> rehearsal.world().inventory());
    }

    @Override
    public void close() {
        runtime.close();
        join("dr-worker"); // or the folder would be removed while a step still writes there
        settle();
    }
}
