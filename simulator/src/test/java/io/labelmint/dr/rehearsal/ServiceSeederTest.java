package io.labelmint.dr.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.EcsServices;
import io.labelmint.dr.observatory.EcsTaskDefinition;
import io.labelmint.dr.observatory.EcsTasks;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Service;

/** The services of an estate, as they are there when a rehearsal begins. */
final class ServiceSeederTest {
    private final Estate estate =
            EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));
    private final World world = World.inMemory(new VirtualTimeline(World.EPOCH), 7, EstateAccount.of(estate));
    private final Aws aws = world::client;
    private final Observatory observatory =
            new AwsObservatory(aws, world.timeline(), new RegionHealth(world.timeline()));

    @Test
    void servicesRunInThePrimaryRegionAndStandByInTheOther() {
        new ServiceSeeder(estate, aws).create();
        world.timeline().runUntil(World.EPOCH.plus(Duration.ofMinutes(30)));
        assertThat(estate.services()).isNotEmpty();
        for (EcsService declared : estate.services()) {
            Service primary = find(estate.regions().primary(), declared.cluster(), declared.service());
            assertThat(primary.runningCount()).isEqualTo(declared.drDesiredCount());
            Service dr = find(estate.regions().dr(), declared.drCluster(), declared.drService());
            assertThat(dr.status()).isEqualTo("ACTIVE");
            assertThat(dr.desiredCount()).isEqualTo(declared.drStandbyCount());
            assertThat(dr.runningCount()).isEqualTo(declared.drStandbyCount());
            assertThat(observatory
                            .read(new EcsTaskDefinition(estate.regions().dr(), dr.taskDefinition()))
                            .orElseThrow()
                            .containerDefinitions()
                            .get(0)
                            .image())
                    .startsWith(world.account() + ".dkr.ecr." + estate.regions().dr() + ".amazonaws.com/");
        }
    }

    @Test
    void whereThereIsNoClusterThereIsNoTask() {
        assertThat(observatory
                        .read(new EcsTasks(estate.regions().dr(), "no-such-cluster", "any"))
                        .orElseThrow())
                .isEmpty();
    }

    private Service find(String region, String cluster, String service) {
        return observatory
                .read(new EcsServices(region, cluster, List.of("not-there", service)))
                .orElseThrow()
                .get(0);
    }
}
