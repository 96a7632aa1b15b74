package io.labelmint.dr.provision;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.AccessReport;
import io.labelmint.dr.observatory.GlobalServices;
import io.labelmint.dr.observatory.LastAccessed;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;
import software.amazon.awssdk.services.iam.model.TrackedActionLastAccessed;

/**
 * Is each of the roles the product works with allowed anything that the product never asks for, and that nobody used? What
 * {@code dr iam-policy} prints is expected to lie idle: most of it is for a failover, which one hopes never to need, so what of it was
 * not used is a fact and not red. An excess that is in use is somebody else's work, and a fact as well.
 *
 * <p>IAM tracks services, and of some of them the actions that create, change or delete something (IAM User Guide, "Refine
 * permissions in AWS using last accessed information"); of an action that is not tracked nobody knows.
 */
public final class UnusedPermissions implements Check {
    /** More than these nobody reads; a role that may do anything is told hundreds of services. */
    private static final int NAMED = 10;

    @Override
    public String id() {
        return "security.unused-permissions";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        List<String> roles = estate.access().roles();
        if (roles.isEmpty()) {
            return List.of(look(estate.name())
                    .notTested(Problem.of(
                            "security.role-undeclared",
                            "The estate file does not say which roles act (access), so nobody can ask what they used.",
                            "Declare access.primaryRole and access.drRole.")));
        }
        Set<String> needed = needed(estate);
        return roles.stream().map(role -> finding(role, needed, observatory)).toList();
    }

    private Look look(String subject) {
        return new Look(
                id(), subject, "whoever gets hold of a role can do no more than its work", Controls.IMMUTABILITY);
    }

    /** The actions of the policy for everything the product does, in lower case. */
    private static Set<String> needed(Estate estate) {
        return ((List<?>) AccessPolicy.of(estate).get("Statement"))
                .stream()
                        .flatMap(statement -> ((List<?>) ((Map<?, ?>) statement).get("Action")).stream())
                        .map(action -> action.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
    }

    private Finding finding(String role, Set<String> needed, Observatory observatory) {
        Tally tally = new Tally(look(role));
        tally.read(
                observatory.read(new AccessReport(GlobalServices.HOME, role)),
                report -> tally.read(
                        observatory.read(new LastAccessed(GlobalServices.HOME, report)),
                        used -> judge(tally, role, used, needed)));
        return tally.finding(role + " is allowed nothing that is neither needed nor used, as far as IAM tracks it.");
    }

    private static void judge(Tally tally, String role, List<ServiceLastAccessed> services, Set<String> needed) {
        Set<String> excess = new TreeSet<>();
        Set<String> besides = new TreeSet<>();
        Set<String> idle = new TreeSet<>();
        int tracked = 0;
        for (ServiceLastAccessed service : services) {
            String name = service.serviceNamespace();
            if (needed.stream().noneMatch(action -> action.startsWith(name + ":"))) {
                (service.lastAuthenticated() == null ? excess : besides).add(name);
                continue;
            }
            if (service.lastAuthenticated() == null) {
                idle.add(name);
            }
            for (TrackedActionLastAccessed action : service.trackedActionsLastAccessed()) {
                tracked++;
                String called = name + ":" + action.actionName();
                if (action.lastAccessedTime() == null) {
                    (needed.contains(called.toLowerCase(Locale.ROOT)) ? idle : excess).add(called);
                } else if (!needed.contains(called.toLowerCase(Locale.ROOT))) {
                    besides.add(called);
                }
            }
        }
        tally.fact("services", services.size());
        tally.fact("trackedActions", tracked);
        tally.fact("neededAndIdle", words(idle));
        tally.fact("notNeededButUsed", words(besides));
        tally.fact("neitherNeededNorUsed", words(excess));
        if (!excess.isEmpty()) {
            tally.wrong(
                    role + " is allowed what the product never asks for and nobody used in at least 400 days: "
                            + words(excess) + ".",
                    "Give the role the policy that `dr iam-policy` prints, and nothing beside it.");
        }
    }

    private static String words(Set<String> all) {
        String first = all.stream().limit(NAMED).collect(Collectors.joining(", "));
        return all.isEmpty() ? "nothing" : first + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
    }
}
