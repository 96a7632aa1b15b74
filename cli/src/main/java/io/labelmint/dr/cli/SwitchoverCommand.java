package io.labelmint.dr.cli;

import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import picocli.CommandLine.Command;

/** {@code dr switchover}: plans that the DR region takes over while both regions work. */
@Command(
        name = "switchover",
        description = "Plan that the DR region takes over while both regions work: writes are stopped, everything is"
                + " replicated, and nothing is lost; or it stops. It never becomes a failover by itself. Nothing is done"
                + " before the plan is approved: see `dr approve`. With --what-if nothing is stored either.")
final class SwitchoverCommand extends MoveCommand {
    @Override
    FailoverRequest request() {
        return new FailoverRequest(Verb.SWITCHOVER, false);
    }
}
