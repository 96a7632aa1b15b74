package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.plan.Demand;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a person's approval counts: it is somebody's, of those who may, of nobody who asked for the plan, and of nobody
 * who has approved it before. Being an administrator of anything is no reason. What nobody can say of two names, because
 * one is of Jenkins and the other of AWS, counts as if they were one person.
 */
final class Approver {
    private Approver() {}

    /**
     * What speaks against it that {@code approver} is counted.
     *
     * @param before who is counted already
     * @param besides who else counts as having asked for the plan
     */
    static Optional<Problem> objection(
            Demand demand, String approver, List<Fact.Approved> before, List<String> besides) {
        if (approver.isBlank()) {
            return Optional.of(Problem.of(
                    "approval.nobody",
                    "Nobody knows who approved it.",
                    "Have somebody approve it who is logged in: an approval is somebody's."));
        }
        if (!demand.allows(approver)) {
            return Optional.of(Problem.of(
                    "approval.not-listed",
                    demand.person(approver) + " may not approve this plan, whatever else they may; these may: "
                            + String.join(", ", demand.from()) + ".",
                    "Have one of them read and approve it."));
        }
        if (!demand.requesterMayApprove()) {
            if (demand.isRequester(approver) || besides.stream().anyMatch(other -> demand.same(other, approver))) {
                return Optional.of(Problem.of(
                        "approval.requester",
                        demand.person(approver) + " asked for this plan, so their approval of it does not count.",
                        "Have somebody else read and approve it. Where there is nobody else, the estate file has to say"
                                + " so: requesterMayApprove: true."));
            }
            Optional<String> perhaps =
                    demand.indistinct(approver, Stream.concat(demand.requesters().stream(), besides.stream()));
            if (perhaps.isPresent()) {
                return perhaps.map(other -> unclear(demand, approver, other, "asked for this plan"));
            }
        }
        for (Fact.Approved given : before) {
            if (demand.same(given.approver(), approver)) {
                return Optional.of(Problem.of(
                        "approval.twice",
                        demand.person(approver) + " has approved this plan already (" + given.how()
                                + "), and counts once.",
                        "Have somebody else read and approve it."));
            }
        }
        return demand.indistinct(approver, before.stream().map(Fact.Approved::approver))
                .map(other -> unclear(demand, approver, other, "has approved this plan"));
    }

    private static Problem unclear(Demand demand, String approver, String other, String what) {
        return Problem.of(
                "approval.unclear",
                "Nobody can say whether " + demand.person(approver) + " is " + demand.person(other) + ", who " + what
                        + ": one is a name of Jenkins and the other of AWS.",
                "Say who is who under approvals.people in the estate file, and make a new plan; or approve it where "
                        + demand.person(other) + " did.");
    }
}
