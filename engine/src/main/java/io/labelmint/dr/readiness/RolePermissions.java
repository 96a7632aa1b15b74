package io.labelmint.dr.readiness;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.ImaginedFailover;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.observatory.GlobalServices;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RoleDecisions;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * May the very roles that act in a failover make its calls? Every call of a failover planned now is put to IAM's own
 * simulation, on the resources it is about. What keys and buckets say in policies of their own is not asked.
 *
 * <p>Needs us-east-1, where IAM is homed: a check may ask it, a failover never does.
 */
public final class RolePermissions implements Check {
    private final Ledgers ledgers;

    /**
     * The check.
     *
     * @param ledgers what a failover is planned with
     */
    public RolePermissions(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    public String id() {
        return "readiness.permissions";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Tally tally = new Tally(new Look(id(), estate.name(), "the roles that act may do so", Controls.CONTINUITY));
        try {
            List<PlannedCall> calls = ImaginedFailover.plan(estate, observatory, ledgers, now).actions().stream()
                    .map(Action::call)
                    // Gates wait, and what goes out of AWS asks no role.
                    .filter(call -> !call.permissions().isEmpty())
                    .toList();
            String primary = estate.regions().primary();
            ask(tally, observatory, "drRole", estate.access().drRole(), in(calls, primary, false));
            ask(tally, observatory, "primaryRole", estate.access().primaryRole(), in(calls, primary, true));
        } catch (ProblemException e) {
            tally.unknown(e.problem());
        } catch (Unanswered e) {
            tally.unknown(e.problem());
        }
        return List.of(tally.finding("The roles of " + estate.name() + " may make every call of a failover."));
    }

    private static List<PlannedCall> in(List<PlannedCall> calls, String region, boolean there) {
        return calls.stream()
                .filter(call -> call.region().equals(region) == there)
                .toList();
    }

    private static void ask(
            Tally tally, Observatory observatory, String key, Optional<String> role, List<PlannedCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        if (role.isEmpty()) {
            tally.unknown(Problem.of(
                    "readiness.role-undeclared",
                    "The estate file does not say which role acts (access." + key
                            + "), so nobody can ask what it may do.",
                    "Declare access." + key + "."));
            return;
        }
        tally.fact("role." + key, role.get());
        questions(role.get(), calls)
                .forEach((about, resources) -> tally.read(
                        observatory.read(new RoleDecisions(
                                GlobalServices.HOME,
                                role.get(),
                                List.copyOf(about.actions()),
                                List.copyOf(resources),
                                about.context())),
                        denied -> denied.forEach(action -> tally.wrong(
                                role.get() + " may not " + action + " in " + about.region() + " on "
                                        + String.join(", ", resources) + ".",
                                "Give the role the policy that `dr iam-policy` prints, and see that no boundary and no"
                                        + " service control policy takes it away."))));
    }

    /**
     * What is asked in one question: the same actions in the same region, of whatever they are about, and for metrics in the same
     * namespace.
     */
    private record About(String region, List<String> actions, Optional<String> namespace) implements Comparable<About> {
        @Override
        public int compareTo(About other) {
            return toString().compareTo(other.toString());
        }

        private SortedMap<String, String> context() {
            SortedMap<String, String> context = new TreeMap<>();
            context.put("aws:RequestedRegion", region);
            namespace.ifPresent(name -> context.put("cloudwatch:namespace", name));
            return context;
        }
    }

    /** As few questions as there are kinds of calls, because IAM answers slowly. */
    private static SortedMap<About, SortedSet<String>> questions(String role, List<PlannedCall> calls) {
        SortedMap<About, SortedSet<String>> questions = new TreeMap<>();
        for (PlannedCall call : calls) {
            Optional<String> resource = CalledResource.of(call, role);
            List<String> on = new ArrayList<>();
            List<String> anywhere = new ArrayList<>();
            for (String action : call.permissions()) {
                // A call needs actions of other services, such as keys, whose resources it does not name.
                boolean own = resource.isPresent()
                        && resource.get().split(":", -1)[2].equals(action.substring(0, action.indexOf(':')));
                (own ? on : anywhere).add(action);
            }
            ask(questions, call, on, resource.orElse("*"));
            ask(questions, call, anywhere, "*");
        }
        return questions;
    }

    private static void ask(
            SortedMap<About, SortedSet<String>> questions, PlannedCall call, List<String> actions, String about) {
        if (!actions.isEmpty()) {
            Optional<String> namespace =
                    Optional.ofNullable(call.parameters().get("Namespace")).map(Object::toString);
            questions
                    .computeIfAbsent(new About(call.region(), actions, namespace), none -> new TreeSet<>())
                    .add(about);
        }
    }
}
