package io.labelmint.dr.cli;

import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dr failover}: plans that the DR region takes over because the primary one is presumed lost. */
@Command(
        name = "failover",
        description =
                "Plan that the DR region takes over, because the primary region is presumed lost: it is not asked and"
                        + " not waited for. The plan says what would be lost. Nothing is done before it is approved: see"
                        + " `dr approve`. With --what-if nothing is stored either.")
final class FailoverCommand extends MoveCommand {
    @Option(
            names = "--accept-unfenced",
            description =
                    "Go on where nobody can prove that an old database takes no writes any more. What is written to it"
                            + " after the failover is lost.")
    boolean unfenced;

    @ArgGroup
    Ending ending;

    /** The two ways a failover can be ended; neither happens by itself. */
    static final class Ending {
        @Option(
                names = "--commit",
                description =
                        "Plan that the failover stays: replicas into the region that was left, whose databases are"
                                + " kept, fenced. No roll-back afterwards.")
        boolean commit;

        @Option(
                names = "--roll-back",
                description = "Plan that the estate goes back to the data of the primary region. Everything written in"
                        + " the DR region since is lost.")
        boolean rollBack;

        /** What is asked for. */
        static Verb verb(Ending ending) {
            return ending == null ? Verb.FAILOVER : ending.commit ? Verb.COMMIT : Verb.ROLL_BACK;
        }
    }

    @Override
    FailoverRequest request() {
        return new FailoverRequest(Ending.verb(ending), unfenced);
    }
}
