package io.labelmint.dr.jenkins.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs wait their turn. */
final class PlacesTest {
    private final AtomicInteger most = new AtomicInteger(2);
    private final Places places = new Places(most::get);
    private final List<Integer> turns = new ArrayList<>();

    private void take(int... runs) {
        for (int run : runs) {
            places.take(() -> turns.add(run));
        }
    }

    @Test
    void whoComesFirstIsFirst() {
        take(1, 2, 3, 4, 5);
        assertThat(turns).containsExactly(1, 2);

        places.giveBack();
        assertThat(turns).containsExactly(1, 2, 3);
        places.giveBack();
        places.giveBack();
        assertThat(turns).containsExactly(1, 2, 3, 4, 5);

        places.giveBack();
        places.giveBack();
        take(6);
        assertThat(turns).endsWith(6);
    }

    @Test
    void fewerPlacesHoldFromTheNextTurnOn() {
        take(1, 2, 3);
        most.set(1);
        places.giveBack();
        assertThat(turns).as("one is still at work, and one is the most now").containsExactly(1, 2);
        places.giveBack();
        assertThat(turns).containsExactly(1, 2, 3);
    }

    @Test
    void morePlacesAreAllTaken() {
        take(1, 2, 3, 4);
        most.set(4);
        places.giveBack();
        assertThat(turns).as("two more than were allowed before").containsExactly(1, 2, 3, 4);
    }
}
