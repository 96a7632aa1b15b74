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
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Is what runs in the DR region what runs in the primary one? Compared are the containers, their images, by what the images
 * are and not only by what they are called, the names of their environment variables and secrets, and the size of a task. Values
 * of the environment are not: they differ between regions, and may be secret.
 *
 * <p>Needs the primary region, too: what it says is one side of the comparison.
 */
public final class ServiceDrift implements ServiceCheck {
    private static final String NONE = "none";

    @Override
    public String id() {
        return "readiness.service-drift";
    }

    @Override
    public Finding look(Estate estate, EcsService service, Observatory observatory, Instant now) {
        Tally tally =
                new Tally(new Look(id(), service.id(), "what runs in both regions is the same", Controls.CONTINUITY));
        ServiceSide here = ServiceSide.dr(estate, service);
        ServiceSide there = ServiceSide.primary(estate, service);
        here.defined(
                tally,
                observatory,
                (standby, dr) -> there.defined(
                        tally,
                        observatory,
                        (serving, primary) ->
                                new Comparison(tally, observatory, service, here, there).compare(dr, primary)));
        return tally.finding(here.service() + " runs the same in " + here.region() + " and " + there.region() + ".");
    }

    /** The comparison of one service in two regions. */
    private record Comparison(
            Tally tally, Observatory observatory, EcsService service, ServiceSide here, ServiceSide there) {

        void compare(TaskDefinition dr, TaskDefinition primary) {
            tally.fact("taskDefinition." + here.region(), dr.taskDefinitionArn());
            tally.fact("taskDefinition." + there.region(), primary.taskDefinitionArn());
            same("cpu", dr.cpu(), primary.cpu());
            same("memory", dr.memory(), primary.memory());
            SortedMap<String, Containers.Container> ours = Containers.of(dr);
            SortedMap<String, Containers.Container> theirs = Containers.of(primary);
            TreeSet<String> names = new TreeSet<>(ours.keySet());
            names.addAll(theirs.keySet());
            for (String name : names) {
                Containers.Container mine = ours.get(name);
                Containers.Container other = theirs.get(name);
                if (mine == null || other == null) {
                    same("container " + name, mine == null ? NONE : "there", other == null ? NONE : "there");
                } else {
                    same(
                            "environment of " + name,
                            mine.variables().toString(),
                            other.variables().toString());
                    image(name, mine.image(), other.image());
                }
            }
        }

        private void image(String container, ImageName mine, ImageName other) {
            String what = "image of " + container;
            if (!mine.local().equals(other.local())) {
                same(what, mine.local(), other.local());
            } else if (mine.registry().isPresent() && other.registry().isPresent()) {
                digest(mine, ours -> digest(other, theirs -> same("digest of the " + what, ours, theirs)));
            }
        }

        /** A tag may be another image in each region; a digest is the image. */
        private void digest(ImageName image, Consumer<String> judge) {
            ImageName.Registry registry = image.registry().orElseThrow();
            tally.read(
                    observatory.read(new RegistryImage(
                            registry.region(), registry.account(), image.repository(), image.reference())),
                    found -> judge.accept(found.map(ImageDetail::imageDigest).orElse(NONE)));
        }

        private void same(String what, String mine, String other) {
            if (!Objects.equals(mine, other)) {
                String difference = what + ": " + Optional.ofNullable(mine).orElse(NONE) + " in " + here.region() + ", "
                        + Optional.ofNullable(other).orElse(NONE) + " in " + there.region();
                tally.fact("differs." + what, difference);
                tally.wrong(
                        service.id() + " differs between the regions: " + difference + ".",
                        "Deploy the same to " + here.region() + ", in the pipeline that deploys to " + there.region()
                                + ".");
            }
        }
    }
}
