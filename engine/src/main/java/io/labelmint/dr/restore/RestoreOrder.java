package io.labelmint.dr.restore;

import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.plan.OperationId;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is asked for: a database, in one of its regions, at a point, as an instance of its own.
 *
 * @param database the database
 * @param side the region it is restored in, from what is kept there
 * @param point what it is restored to
 * @param target what comes of it
 * @param isolated whether the place must let nothing out
 */
record RestoreOrder(
        PostgresDatabase database, Restores.Side side, RestorePoint point, RestoreTarget target, boolean isolated) {

    /** The restore of a test, which anybody may delete after {@code test.keepFor()}. */
    static RestoreOrder test(
            OperationId operation,
            String region,
            PostgresDatabase database,
            Restores.Test test,
            RestorePoint point,
            SortedMap<String, String> tags) {
        RestoreTarget target = new RestoreTarget(
                operation, region, TestInstance.nameOf(operation, database.id()), test.place(), false, false, tags);
        return new RestoreOrder(database, test.side(), point, target, true);
    }

    /** A restore somebody asked for, as an instance that is there to stay. */
    static RestoreOrder lasting(
            OperationId operation,
            String region,
            PostgresDatabase database,
            Restores.Side side,
            RestorePoint point,
            String instance,
            RestorePlace place) {
        RestoreTarget target = new RestoreTarget(operation, region, instance, place, true, true, new TreeMap<>());
        return new RestoreOrder(database, side, point, target, false);
    }
}
