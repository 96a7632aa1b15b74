package io.labelmint.dr.restore;

import io.labelmint.dr.estate.Masking;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.plan.OperationId;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is asked for: a database, in one of its regions, at a point, as an instance of its own.
 *
 * @param database the database
 * @param side the region it is restored in, from what is kept there
 * @param point what it is restored to
 * @param target what comes of it
 * @param place what it is to have in the end; the target has other security groups where it is masked first
 * @param masking how it is masked; empty if it is not
 * @param isolated whether the place must let nothing out
 */
record RestoreOrder(
        PostgresDatabase database,
        Restores.Side side,
        RestorePoint point,
        RestoreTarget target,
        RestorePlace place,
        Optional<Masking> masking,
        boolean isolated) {

    /** The restore of a test, which anybody may delete after {@code test.keepFor()}. */
    static RestoreOrder test(
            OperationId operation,
            String region,
            PostgresDatabase database,
            Restores.Test test,
            RestorePoint point,
            SortedMap<String, String> tags) {
        Optional<Masking> masking = MaskedRestore.test(database.restores());
        SortedMap<String, String> all = MaskedRestore.tags(masking);
        all.putAll(tags);
        RestoreTarget target = new RestoreTarget(
                operation,
                region,
                TestInstance.nameOf(operation, database.id()),
                MaskedRestore.place(test.place(), masking),
                false,
                false,
                all);
        return new RestoreOrder(database, test.side(), point, target, test.place(), masking, true);
    }

    /**
     * A restore somebody asked for, as an instance that is there to stay.
     *
     * @param forProduction whether it is to take the place of production, and so is never masked
     */
    static RestoreOrder lasting(
            OperationId operation,
            String region,
            PostgresDatabase database,
            Restores.Side side,
            RestorePoint point,
            String instance,
            RestorePlace place,
            boolean forProduction) {
        Optional<Masking> masking = MaskedRestore.lasting(database.restores(), forProduction);
        RestoreTarget target = new RestoreTarget(
                operation,
                region,
                instance,
                MaskedRestore.place(place, masking),
                true,
                true,
                MaskedRestore.tags(masking));
        return new RestoreOrder(database, side, point, target, place, masking, false);
    }
}
