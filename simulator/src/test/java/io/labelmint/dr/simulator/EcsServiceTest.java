package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.ecs.EcsScripts;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/** Services: how their running count follows the desired one, deployments, and what keeps tasks from running. */
final class EcsServiceTest {
    private static final Duration STARTED = Duration.ofMinutes(3);

    private final EcsFixture fixture = EcsFixture.inMemory();

    @Test
    void theRunningCountFollowsTheDesiredCount() {
        fixture.service(0, r -> {});
        fixture.pass(STARTED);
        assertThat(fixture.service().runningCount()).isZero();
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);

        fixture.ecs.updateService(r -> r.cluster("main").service("web").desiredCount(3));
        assertThat(fixture.service()).satisfies(starting -> {
            assertThat(starting.desiredCount()).isEqualTo(3);
            assertThat(starting.runningCount()).isZero();
            assertThat(starting.pendingCount()).isEqualTo(3);
        });
        fixture.pass(STARTED);
        assertThat(fixture.service().runningCount()).isEqualTo(3);
        assertThat(fixture.service().events())
                .extracting(ServiceEvent::message)
                .first()
                .isEqualTo("(service web) has reached a steady state.");
        assertThat(fixture.ecs
                        .listTasks(r -> r.cluster("main").serviceName("web"))
                        .taskArns())
                .hasSize(3);

        fixture.ecs.updateService(r -> r.cluster("main").service("web").desiredCount(1));
        fixture.pass(STARTED);
        assertThat(fixture.service().runningCount()).isEqualTo(1);
        assertThat(fixture.service().deployments()).hasSize(1);
    }

    @Test
    void aNewDeploymentReplacesTheTasksOnceItsOwnRun() {
        fixture.service(2, r -> {});
        fixture.pass(STARTED);
        Deployment old = primary();
        fixture.ecs.updateService(r -> r.cluster("main").service("web").forceNewDeployment(true));
        assertThat(fixture.service().deployments())
                .extracting(Deployment::status)
                .containsExactly("PRIMARY", "ACTIVE");
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(fixture.service().runningCount()).isEqualTo(2);
        fixture.pass(STARTED);
        assertThat(primary()).satisfies(deployed -> {
            assertThat(deployed.id()).isNotEqualTo(old.id());
            assertThat(deployed.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
            assertThat(deployed.runningCount()).isEqualTo(2);
        });
        assertThat(fixture.service().deployments()).hasSize(1);
        assertThat(fixture.service().runningCount()).isEqualTo(2);
    }

    @Test
    void tasksThatCannotBePlacedAreAnEventAndStartWhenThereIsRoom() {
        fixture.service(0, r -> {});
        fixture.world.script(EcsScripts.capacity(EcsFixture.WEST, false));
        fixture.ecs.updateService(
                r -> r.cluster("main").service("web").desiredCount(2).forceNewDeployment(true));
        fixture.pass(Duration.ofHours(1));
        assertThat(fixture.service()).satisfies(stuck -> {
            assertThat(stuck.runningCount()).isZero();
            assertThat(stuck.pendingCount()).isZero();
            assertThat(stuck.events().get(0).message())
                    .startsWith(
                            "(service web) was unable to place a task. Reason: Capacity is unavailable at this time.");
        });
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        fixture.world.script(EcsScripts.capacity(EcsFixture.WEST, true));
        fixture.pass(STARTED);
        assertThat(fixture.service().runningCount()).isEqualTo(2);
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }

    @Test
    void anImageThatCannotBePulledIsTriedAgainUntilItCan() {
        fixture.world.script(EcsScripts.image(EcsFixture.WEST, EcsFixture.IMAGE, false));
        fixture.service(2, r -> {});
        fixture.pass(Duration.ofMinutes(30));
        assertThat(fixture.service().runningCount()).isZero();
        assertThat(primary().failedTasks()).isGreaterThan(2);
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(fixture.service().events().get(0).message())
                .startsWith("(service web) is unable to consistently start tasks successfully.");
        fixture.world.script(EcsScripts.image(EcsFixture.WEST, EcsFixture.IMAGE, true));
        fixture.pass(STARTED);
        assertThat(fixture.service().runningCount()).isEqualTo(2);
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }

    @Test
    void aCircuitBreakerGivesADeploymentUp() {
        fixture.service(
                2,
                r -> r.deploymentConfiguration(
                        c -> c.deploymentCircuitBreaker(b -> b.enable(true).rollback(false))));
        fixture.pass(STARTED);
        fixture.world.script(EcsScripts.exits(EcsFixture.WEST, "web", Duration.ofSeconds(5), 1));
        fixture.ecs.updateService(r -> r.cluster("main").service("web").forceNewDeployment(true));
        fixture.pass(Duration.ofMinutes(30));
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
        assertThat(primary().rolloutStateReason()).isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
        // The tasks of the deployment before go on serving.
        assertThat(fixture.service().runningCount()).isEqualTo(2);
        fixture.world.script(EcsScripts.runs(EcsFixture.WEST, "web"));
        fixture.pass(STARTED);
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
    }

    @Test
    void servicesAreDescribedTenAtATime() {
        assertThatThrownBy(() -> fixture.ecs.describeServices(r -> r.cluster("main")
                        .services(
                                IntStream.range(0, 11).mapToObj(i -> "web-" + i).toList())))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(fixture.ecs
                        .describeServices(r -> r.cluster("main").services("web"))
                        .failures()
                        .get(0))
                .satisfies(missing -> {
                    assertThat(missing.reason()).isEqualTo("MISSING");
                    assertThat(missing.arn()).endsWith(":service/main/web");
                });
    }

    @Test
    void aServiceIsDeletedWhenItRunsNothing() {
        fixture.service(1, r -> {});
        assertThatThrownBy(() -> fixture.service(1, r -> {}))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Creation of service was not idempotent.");
        assertThatThrownBy(
                        () -> fixture.ecs.deleteService(r -> r.cluster("main").service("web")))
                .hasMessageContaining("The service cannot be stopped while it is scaled above 0.");
        assertThatThrownBy(
                        () -> fixture.ecs.updateService(r -> r.cluster("main").service("api")))
                .isInstanceOf(ServiceNotFoundException.class);
        fixture.ecs.deleteService(r -> r.cluster("main").service("web").force(true));
        fixture.pass(STARTED);
        Service gone = fixture.service();
        assertThat(gone.status()).isEqualTo("INACTIVE");
        assertThat(gone.runningCount()).isZero();
        assertThat(fixture.ecs.listServices(r -> r.cluster("main")).serviceArns())
                .isEmpty();
        assertThatThrownBy(() -> fixture.ecs.updateService(
                        r -> r.cluster("main").service("web").desiredCount(1)))
                .isInstanceOf(ServiceNotActiveException.class);
    }

    private Deployment primary() {
        return fixture.service().deployments().get(0);
    }
}
