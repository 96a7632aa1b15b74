package io.labelmint.dr.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Controller;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.FakeObservatory;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ControllerRegionTest {
    @Test
    void passesElsewhereAndFailsInThePrimaryRegion() {
        assertThat(run("us-west-2").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(run("outside-aws").verdict()).isEqualTo(Verdict.PASSED);
        assertThat(run("us-east-1").verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void isNotTestedWhenItIsNotDeclared() {
        assertThat(run(null).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private static Finding run(String region) {
        Estate estate = LabelMint.production();
        Estate changed = new Estate(
                estate.project(),
                estate.environment(),
                estate.regions(),
                Optional.ofNullable(region).map(Controller::new),
                estate.access(),
                estate.state(),
                estate.evidence(),
                estate.databases(),
                estate.caches(),
                estate.buckets(),
                estate.services(),
                estate.records(),
                estate.retention(),
                estate.schedules(),
                estate.notifications(),
                estate.monitoring(),
                estate.contacts(),
                estate.failover(),
                estate.approvers(),
                estate.prices(),
                estate.budget(),
                estate.practice(),
                estate.source(),
                estate.digest());
        return new ControllerRegion()
                .run(changed, new FakeObservatory(), Instant.EPOCH)
                .get(0);
    }
}
