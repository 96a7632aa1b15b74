package io.labelmint.dr.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.score.Mark.Cap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HealthScorePropertyTest {
    @Property(tries = 300)
    void whatIsPassedInsteadOfNotNeverLowersIt(@ForAll("marks") List<Mark> marks, @ForAll Random random) {
        List<Mark> now = new ArrayList<>(marks);
        int before = HealthScore.of(now).value();
        for (int i : order(now.size(), random)) {
            now.set(i, now.get(i).fixed());
            int after = HealthScore.of(now).value();
            assertThat(after).as("after " + marks.get(i)).isGreaterThanOrEqualTo(before);
            before = after;
        }
    }

    @Property(tries = 50)
    void aFindingThatIsGreenInsteadOfRedNeverLowersIt(@ForAll Random random) {
        List<String> all = new ArrayList<>(
                HealthScore.of(Marks.of(Described.PRODUCTION, red(List.of()).condition())).marks().stream()
                        .map(Mark::name)
                        .toList());
        Collections.shuffle(all, random);
        int before = -1;
        for (int mended = 0; mended <= all.size(); mended += 5) {
            Described estate = red(all.subList(mended, all.size()));
            int after = HealthScore.of(Marks.of(estate.estate(), estate.condition()))
                    .value();
            assertThat(after).as("of " + mended + " mended, first " + all).isGreaterThanOrEqualTo(before);
            before = after;
        }
    }

    private static Described red(List<String> names) {
        return new Described(Map.of("estate", "production", "red", names));
    }

    @Property(tries = 300)
    void itDependsOnNothingButTheMarks(@ForAll("marks") List<Mark> marks, @ForAll Random random) {
        List<Mark> others = new ArrayList<>(marks);
        Collections.shuffle(others, random);
        assertThat(HealthScore.of(others).value())
                .isEqualTo(HealthScore.of(marks).value());
        assertThat(HealthScore.of(others).fixes())
                .isEqualTo(HealthScore.of(marks).fixes());
    }

    @Property(tries = 300)
    void itIsWithinItsBoundsAndCappedByAnyHardFail(@ForAll("marks") List<Mark> marks) {
        HealthScore score = HealthScore.of(marks);
        assertThat(score.value()).isBetween(0, 100);
        assertThat(score.fixes()).hasSizeLessThanOrEqualTo(3);
        if (!score.hardFails().isEmpty()) {
            assertThat(score.value()).isLessThanOrEqualTo(49);
        }
        assertThat(score.fixes().isEmpty()).isEqualTo(marks.stream().allMatch(Mark::passed));
    }

    @Provide
    Arbitrary<List<Mark>> marks() {
        Arbitrary<Mark> mark = Combinators.combine(
                        Arbitraries.of(Part.values()),
                        Arbitraries.of("orders-db", "sessions", "assets"),
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(Cap.NO, Cap.NO, Cap.NO, Cap.RED, Cap.ALL_RED))
                .as((part, subject, check, passed, cap) -> new Mark(
                        part, subject, "check-" + check, passed, cap, passed ? "" : "Mend " + check + ".", subject));
        return mark.list().ofMaxSize(40).uniqueElements(each -> each.part() + each.name());
    }

    private static List<Integer> order(int size, Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        return order;
    }
}
