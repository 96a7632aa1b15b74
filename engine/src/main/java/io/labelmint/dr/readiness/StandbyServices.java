package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;

/** Is each service in the DR region, with the tasks it runs there on an ordinary day? Reads the DR region only. */
public final class StandbyServices implements ServiceCheck {
    @Override
    public String id() {
        return "readiness.service";
    }

    @Override
    public Finding look(Estate estate, EcsService service, Observatory observatory, Instant now) {
        ServiceSide side = ServiceSide.dr(estate, service);
        Tally tally =
                new Tally(new Look(id(), service.id(), "the service stands in the DR region", Controls.CONTINUITY));
        tally.fact("region", side.region());
        tally.fact("standbyCount", service.drStandbyCount());
        tally.read(
                side.find(observatory),
                found -> found.ifPresentOrElse(
                        actual -> judge(tally, service, side, actual),
                        () -> tally.wrong(side.missing(), ServiceSide.remedy())));
        return tally.finding(side.service() + " stands in " + side.region() + " with its " + service.drStandbyCount()
                + " tasks of an ordinary day.");
    }

    private static void judge(Tally tally, EcsService service, ServiceSide side, Service actual) {
        tally.fact("desiredCount", actual.desiredCount());
        tally.fact("runningCount", actual.runningCount());
        if (actual.desiredCount() < service.drStandbyCount()) {
            tally.wrong(
                    side.service() + " in " + side.region() + " wants " + actual.desiredCount() + " tasks, and "
                            + service.drStandbyCount() + " are declared.",
                    "Set its desired count to " + service.drStandbyCount() + ", or correct drStandbyCount of "
                            + service.id() + " in the estate file.");
        } else if (actual.runningCount() < actual.desiredCount()) {
            tally.wrong(
                    side.service() + " in " + side.region() + " runs " + actual.runningCount() + " of "
                            + actual.desiredCount() + " tasks.",
                    "See the events of the service in ECS of " + side.region() + ": a task that does not start now will"
                            + " not start in a disaster.");
        }
        boolean failed = actual.deployments().stream()
                .anyMatch(deployment -> deployment.rolloutState() == DeploymentRolloutState.FAILED);
        if (failed) {
            tally.wrong(
                    "The last deployment of " + side.service() + " in " + side.region() + " failed.",
                    "Deploy it again there, as in the primary region.");
        }
    }
}
