package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.servicequotas.ServiceQuotasScripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;

class ServiceQuotasTest {
    private static final String WEST = "us-west-2";
    private static final String NODES = "L-DFE45DF3";

    private final World world = World.inMemory(new VirtualTimeline(Instant.parse("2026-01-05T00:00:00Z")), 7);
    private final ServiceQuotasClient west = world.client(ServiceQuotasClient.class, WEST);

    @Test
    void whereNothingWasGrantedOnlyTheDefaultIsThere() {
        assertThatThrownBy(() -> applied(west)).isInstanceOf(NoSuchResourceException.class);
        assertThat(west.getAWSDefaultServiceQuota(
                                quota -> quota.serviceCode("elasticache").quotaCode(NODES))
                        .quota()
                        .value())
                .isEqualTo(300);
    }

    @Test
    void whatWasGrantedIsOfOneRegion() {
        world.script(ServiceQuotasScripts.cacheNodes(WEST, 450));

        assertThat(applied(west)).isEqualTo(450);
        assertThatThrownBy(() -> applied(world.client(ServiceQuotasClient.class, "us-east-1")))
                .isInstanceOf(NoSuchResourceException.class);
    }

    @Test
    void aQuotaOfAnotherServiceIsNone() {
        assertThatThrownBy(() -> west.getAWSDefaultServiceQuota(
                        quota -> quota.serviceCode("fargate").quotaCode(NODES)))
                .isInstanceOf(NoSuchResourceException.class);
    }

    private static double applied(ServiceQuotasClient quotas) {
        return quotas.getServiceQuota(quota -> quota.serviceCode("elasticache").quotaCode(NODES))
                .quota()
                .value();
    }
}
