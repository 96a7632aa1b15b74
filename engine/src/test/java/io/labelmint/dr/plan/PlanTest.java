package io.labelmint.dr.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.backup.CopyDbSnapshot;
import io.labelmint.dr.json.Json;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class PlanTest {
    private static final Json JSON = new Json(List.of(CopyDbSnapshot.class));
    private static final OperationId OPERATION = new OperationId("backup-orders-20260105");

    private static CopyDbSnapshot copy(String id, Set<String> after, String source, Map<String, String> tags) {
        Set<ActionId> before = new LinkedHashSet<>();
        after.forEach(name -> before.add(new ActionId(name)));
        return new CopyDbSnapshot(
                new ActionId(id),
                before,
                new Estimate(Duration.ofMinutes(15), Duration.ofHours(6)),
                OPERATION,
                "us-west-2",
                "us-east-1",
                source,
                "copy",
                "key",
                tags);
    }

    private static Plan plan(Action... actions) {
        return new Plan(OPERATION, "estate", List.of(actions));
    }

    @Test
    void theDigestOutlivesStoringAndDoesNotDependOnOrderWhereThereIsNone() {
        CopyDbSnapshot a = copy("a", Set.of(), "arn:1", Map.of("x", "1", "y", "2"));
        CopyDbSnapshot b = copy("b", Set.of(), "arn:1", Map.of());
        LinkedHashSet<String> ab = new LinkedHashSet<>(List.of("a", "b"));
        LinkedHashSet<String> ba = new LinkedHashSet<>(List.of("b", "a"));
        Plan plan = plan(a, b, copy("c", ab, "${a.arn}", Map.of()));

        assertThat(JSON.read(JSON.canonical(plan), Plan.class)).isEqualTo(plan);
        assertThat(JSON.read(JSON.canonical(plan), Plan.class).digest(JSON)).isEqualTo(plan.digest(JSON));
        assertThat(plan(a, b, copy("c", ba, "${a.arn}", Map.of())).digest(JSON)).isEqualTo(plan.digest(JSON));
    }

    @Test
    void theDigestChangesWithWhateverHappens() {
        CopyDbSnapshot a = copy("a", Set.of(), "arn:1", Map.of());
        List<String> digests = List.of(
                plan(a).digest(JSON),
                plan().digest(JSON),
                plan(copy("b", Set.of(), "arn:1", Map.of())).digest(JSON),
                plan(copy("a", Set.of(), "arn:2", Map.of())).digest(JSON),
                plan(copy("a", Set.of(), "arn:1", Map.of("x", "1"))).digest(JSON),
                new Plan(new OperationId("another"), "estate", List.of(a)).digest(JSON),
                new Plan(OPERATION, "another", List.of(a)).digest(JSON));

        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void anActionComesAfterWhatItDependsOnAndOnlyOnce() {
        CopyDbSnapshot a = copy("a", Set.of(), "arn:1", Map.of());
        CopyDbSnapshot b = copy("b", Set.of("a"), "arn:1", Map.of());

        assertThatThrownBy(() -> plan(b, a)).hasMessageContaining("b stands before");
        assertThatThrownBy(() -> plan(a, a)).hasMessageContaining("a occurs twice");
    }

    @Property
    void scheduledIdsAreStableWellFormedAndTheirOwn(
            @ForAll @StringLength(max = 150) String estate, @ForAll @StringLength(max = 150) String subject) {
        OperationId id = OperationId.scheduled(estate, "backup", subject, "20260105");

        assertThat(id).isEqualTo(OperationId.scheduled(estate, "backup", subject, "20260105"));
        assertThat(id.value()).matches("[a-z](-?[a-z0-9])*").hasSizeLessThanOrEqualTo(109);
        assertThat(id).isNotEqualTo(OperationId.scheduled(estate, "backup", subject, "20260106"));
        assertThat(id).isNotEqualTo(OperationId.scheduled(estate + "x", "backup", subject, "20260105"));
    }

    @Test
    void whatIsNoIdIsRefused() {
        for (String text : List.of("", "A", "1a", "a--b", "a-", "a_b", "a".repeat(121))) {
            assertThatThrownBy(() -> new OperationId(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
