package io.labelmint.dr.bench;

import hudson.ExtensionList;
import io.labelmint.dr.jenkins.DrBackupStep;
import io.labelmint.dr.jenkins.DrRuntimes;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The steps of the plugin, as Jenkins starts them, on AWS behind an endpoint. Everything of the plugin is as it is in a
 * controller; Jenkins itself is a folder, as in the plugin's tests.
 *
 * <p>The extensions of a controller are those of the process here, so there can be one of these in a process.
 */
final class DrBackupSteps implements WaitingBuilds {
    private static final long STOP_SECONDS = 120;

    private final List<String> regions;
    private final DrRuntime runtime;

    /** A controller in {@code home} that works on {@code mostRuns} runs at once and calls {@code endpoint}. */
    DrBackupSteps(Path home, URI endpoint, List<String> regions, int mostRuns) {
        this.regions = regions;
        Jenkins.start(home.toFile());
        DisasterRecoveryConfiguration configuration = new DisasterRecoveryConfiguration();
        configuration.setEndpoint(endpoint.toString());
        configuration.setMostRuns(mostRuns);
        ExtensionList.put(configuration);
        ExtensionList.put(new DrRuntimes());
        this.runtime = DrRuntimes.get();
    }

    @Override
    public StepExecution step(BuildContext build, String region, String database) {
        DrBackupStep step = new DrBackupStep();
        step.setEstateYaml(estate(region, database));
        return step.start(build);
    }

    /** An estate of one database, whose name tells it from all others. */
    private String estate(String region, String database) {
        String dr = regions.get((regions.indexOf(region) + 1) % regions.size());
        return """
                project: %s
                environment: %s
                regions: { primary: %s, dr: %s }
                databases:
                  - { id: db, instance: %s, objectives: { rpo: 24h, rto: 4h } }
                """.formatted(database, region, region, dr, database);
    }

    /** As at a shutdown of Jenkins: runs are let go of, and say so in their ledgers. */
    @Override
    public void close() {
        runtime.stop();
        try {
            for (int i = 0; i < STOP_SECONDS && !runtime.live().isEmpty(); i++) {
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        runtime.close();
    }
}
