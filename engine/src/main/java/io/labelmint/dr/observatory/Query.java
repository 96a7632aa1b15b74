package io.labelmint.dr.observatory;

import java.util.List;

/**
 * A question to AWS. Implementations are records: equal questions are asked once and share the answer. Questions are
 * coarse (all snapshots of a region, not one), so that any number of waiting operations costs one list call.
 *
 * @param <T> type of the answer
 */
public interface Query<T> {
    /** The region that is asked. */
    String region();

    /** The operation of AWS that answers, for the request budget. */
    Api api();

    /** Asks. Each page counts. */
    T fetch(Pages pages);

    /** The IAM actions the caller needs. */
    default List<String> permissions() {
        return List.of(api().service() + ":" + api().operation());
    }
}
