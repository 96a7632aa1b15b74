package io.labelmint.dr.check;

import static io.labelmint.dr.observatory.CacheWorld.DR_GROUP;
import static io.labelmint.dr.observatory.CacheWorld.GROUP;
import static io.labelmint.dr.observatory.CacheWorld.group;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedisEncryptionTest {
    private final FakeObservatory observatory = new FakeObservatory();

    @Test
    void passesWhenBothSidesAreEncrypted() {
        east(true);
        west(true);
        Finding finding = run();
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts()).containsEntry("us-west-2.key", "owned by ElastiCache");
    }

    @Test
    void failsWhenTheSecondaryIsNot() {
        east(true);
        west(false);
        assertThat(run().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run().summary()).contains(DR_GROUP);
    }

    @Test
    void whatIsKnownToBeWrongCountsMoreThanWhatIsUnread() {
        east(false);
        observatory.denies(new ReplicationGroups(LabelMint.WEST));
        assertThat(run().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(run().facts()).containsKey("notRead");
    }

    @Test
    void failsWhenThereIsNoGroup() {
        observatory.answers(new ReplicationGroups(LabelMint.EAST), List.of());
        west(true);
        assertThat(run().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void isNotTestedWhenASideIsUnread() {
        east(true);
        observatory.denies(new ReplicationGroups(LabelMint.WEST));
        assertThat(run().verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private void east(boolean encrypted) {
        observatory.answers(new ReplicationGroups(LabelMint.EAST), List.of(group(GROUP, encrypted)));
    }

    private void west(boolean encrypted) {
        observatory.answers(new ReplicationGroups(LabelMint.WEST), List.of(group(DR_GROUP, encrypted)));
    }

    private Finding run() {
        return new RedisEncryption()
                .run(LabelMint.production(), observatory, Instant.EPOCH)
                .get(0);
    }
}
