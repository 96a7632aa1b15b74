package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RegistryImage;
import java.time.Instant;

/**
 * Is every image of the tasks in the DR region in a registry of that region? A task that pulls its image from the region
 * that was lost does not start. Reads the DR region only.
 */
public final class StandbyImages implements ServiceCheck {
    @Override
    public String id() {
        return "readiness.images";
    }

    @Override
    public Finding look(Estate estate, EcsService service, Observatory observatory, Instant now) {
        ServiceSide side = ServiceSide.dr(estate, service);
        Tally tally =
                new Tally(new Look(id(), service.id(), "tasks start without the primary region", Controls.CONTINUITY));
        side.defined(
                tally,
                observatory,
                (actual, definition) -> Containers.of(definition)
                        .forEach((container, its) -> judge(tally, observatory, side.region(), container, its.image())));
        return tally.finding("Every image of " + side.service() + " is in a registry of " + side.region() + ".");
    }

    private static void judge(Tally tally, Observatory observatory, String region, String container, ImageName image) {
        tally.fact("image." + container, image.local());
        String remedy = "Replicate the repository to " + region + " (ECR, replication settings), and have the task"
                + " definition there name the registry of " + region + ".";
        if (image.registry().isEmpty()) {
            tally.wrong(
                    "The image of " + container + ", " + image.local()
                            + ", is in no registry of ECR, and nobody can say" + " where that is served from.",
                    remedy);
            return;
        }
        ImageName.Registry registry = image.registry().get();
        if (!registry.region().equals(region)) {
            tally.wrong(
                    "The image of " + container + ", " + image.local() + ", is pulled from the registry of "
                            + registry.region() + ".",
                    remedy);
            return;
        }
        tally.read(
                observatory.read(new RegistryImage(region, registry.account(), image.repository(), image.reference())),
                found -> {
                    if (found.isEmpty()) {
                        tally.wrong(
                                "There is no image " + image.local() + " in the registry of " + region + ", which "
                                        + container + " is started from.",
                                remedy);
                    }
                });
    }
}
