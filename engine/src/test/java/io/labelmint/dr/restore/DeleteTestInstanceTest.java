package io.labelmint.dr.restore;

import static io.labelmint.dr.restore.TaggedInstances.ESTATE;
import static io.labelmint.dr.restore.TaggedInstances.EXPIRES;
import static io.labelmint.dr.restore.TaggedInstances.NAME;
import static io.labelmint.dr.restore.TaggedInstances.OWNER;
import static io.labelmint.dr.restore.TaggedInstances.STORE;
import static io.labelmint.dr.restore.TaggedInstances.instance;
import static io.labelmint.dr.restore.TaggedInstances.tags;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What was restored for a test is deleted, and nothing else ever, whatever its tags say. */
class DeleteTestInstanceTest {
    private static final DeleteTestInstance DELETION = new DeleteTestInstance(
            new ActionId("orders-db/delete"),
            Set.of(),
            new Estimate(Duration.ofMinutes(5), Duration.ofHours(2)),
            LabelMint.WEST,
            ESTATE,
            STORE,
            NAME,
            OWNER);

    @Test
    void whatIsOursIsDeletedOnce() {
        assertThat(observe(instance(), Facts.NONE)).isInstanceOf(Progress.Absent.class);
        assertThat(observe(instance(), Facts.of("accepted", "deletion"))).isInstanceOf(Progress.InProgress.class);
        DBInstance going = instance().toBuilder().dbInstanceStatus("deleting").build();
        assertThat(observe(going, Facts.NONE)).isInstanceOf(Progress.InProgress.class);
        assertThat(DELETION.observe(
                        new FakeObservatory().answers(new DbInstances(LabelMint.WEST), List.of()),
                        new Inputs(Map.of(), Facts.NONE)))
                .isInstanceOf(Progress.Done.class);
    }

    @Test
    void anUnreadRegionIsNoPermission() {
        assertThat(DELETION.observe(
                        new FakeObservatory().denies(new DbInstances(LabelMint.WEST)),
                        new Inputs(Map.of(), Facts.NONE)))
                .isInstanceOf(Progress.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "dr:estate, somebody-else",
        "dr:store, billing-db",
        "dr:purpose, production",
        "dr:operation, restore-test-orders-db-20261129-1-0a1b2c3d",
        "dr:operation, Not An Operation",
        "dr:expires, never"
    })
    void anInstanceWithAnotherTagIsLeftAlone(String tag, String value) {
        Map<String, String> changed = tags();
        changed.put(tag, value);
        assertThat(refusal(instance(NAME, changed))).isEqualTo("restore-test.not-ours");
        changed.remove(tag);
        assertThat(refusal(instance(NAME, changed))).isEqualTo("restore-test.not-ours");
    }

    @Test
    void productionWithAllOurTagsIsNoTest() {
        DBInstance production = instance("labelmint-production-orders", tags());

        assertThat(TestInstance.of(ESTATE, LabelMint.WEST, List.of(production))).isEmpty();
        // Even where a plan, written by whoever could, names it.
        DeleteTestInstance hostile = new DeleteTestInstance(
                DELETION.id(),
                Set.of(),
                DELETION.estimate(),
                LabelMint.WEST,
                ESTATE,
                STORE,
                "labelmint-production-orders",
                OWNER);
        Progress progress = hostile.observe(
                new FakeObservatory().answers(new DbInstances(LabelMint.WEST), List.of(production)),
                new Inputs(Map.of(), Facts.NONE));
        assertThat(((Progress.Failed) progress).problem().code()).isEqualTo("restore-test.not-ours");
    }

    @Test
    void whatSomebodyKeepsIsLeftAlone() {
        assertThat(refusal(instance().toBuilder().deletionProtection(true).build()))
                .isEqualTo("restore-test.kept");
        assertThat(refusal(instance().toBuilder()
                        .readReplicaDBInstanceIdentifiers("analysis")
                        .build()))
                .isEqualTo("restore-test.kept");
    }

    @Test
    void expiryIsThatOfTheTag() {
        TestInstance test = TestInstance.of(ESTATE, LabelMint.WEST, instance()).orElseThrow();
        assertThat(test.expired(EXPIRES)).isFalse();
        assertThat(test.expired(EXPIRES.plusSeconds(1))).isTrue();
    }

    @Test
    void namesFitIntoRds() {
        String longest = "a".repeat(40);
        assertThat(TestInstance.nameOf(OWNER, longest))
                .hasSizeLessThanOrEqualTo(63)
                .matches("[a-z](-?[a-z0-9])*");
    }

    private static String refusal(DBInstance instance) {
        return ((Progress.Failed) observe(instance, Facts.NONE)).problem().code();
    }

    private static Progress observe(DBInstance instance, Facts accepted) {
        return DELETION.observe(
                new FakeObservatory().answers(new DbInstances(LabelMint.WEST), List.of(instance)),
                new Inputs(Map.of(), accepted));
    }
}
