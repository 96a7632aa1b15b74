package io.labelmint.dr.cli;

import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import picocli.CommandLine.Command;

/** {@code dr failback}: plans that an estate that has failed over, and was committed, goes home. */
@Command(
        name = "failback",
        description =
                "Plan that an estate that has failed over and was committed goes home to its primary region. It is"
                        + " refused until every reverse replica is proved to hold what its source holds, by its lag and by its"
                        + " rows. Nothing is done before the plan is approved: see `dr approve`. With --what-if nothing is stored"
                        + " either.")
final class FailbackCommand extends MoveCommand {
    @Override
    FailoverRequest request() {
        return new FailoverRequest(Verb.FAILBACK, false);
    }
}
