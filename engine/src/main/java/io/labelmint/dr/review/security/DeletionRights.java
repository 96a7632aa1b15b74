package io.labelmint.dr.review.security;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.GlobalServices;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RoleGrants;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Could the roles the product works with delete backups, or weaken what protects them? IAM's own simulation is asked about
 * the stores, vaults, keys and buckets of the estate, so that what {@code dr iam-policy} grants on purpose is not red:
 *
 * <ul>
 *   <li>{@code rds:DeleteDBSnapshot} of snapshots that carry the estate's tag, which retention deletes when they are past
 *       their day: asked is about a snapshot without that tag;
 *   <li>{@code rds:DeleteDBInstance} of copies of restore tests, whose names begin with {@code dr-test-}: asked is about the
 *       instances of the estate;
 *   <li>{@code s3:DeleteObjectVersion} of what restore tests put into their bucket: asked is about the stores' buckets and
 *       those of exports and ledgers.
 * </ul>
 *
 * <p>IAM is homed in us-east-1. Policies of keys, buckets and vaults are not part of the simulation; a vault lock keeps
 * whoever may delete from doing so, and is looked at by {@code vault.lock}.
 */
public final class DeletionRights implements Check {
    @Override
    public String id() {
        return "security.deletion-rights";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        List<String> roles = estate.access().roles();
        if (roles.isEmpty()) {
            return List.of(look(estate.name())
                    .notTested(Problem.of(
                            "security.role-undeclared",
                            "The estate file does not say which roles act (access), so nobody can ask what they may do.",
                            "Declare access.primaryRole and access.drRole.")));
        }
        return roles.stream().map(role -> finding(estate, role, observatory)).toList();
    }

    private Look look(String subject) {
        return new Look(id(), subject, "who works with backups cannot destroy them", Controls.IMMUTABILITY);
    }

    private Finding finding(Estate estate, String role, Observatory observatory) {
        Tally tally = new Tally(look(role));
        int asked = 0;
        for (BackupsAtRisk.Question question : BackupsAtRisk.of(estate, role, tally, observatory)) {
            asked += question.actions().size() * question.resources().size();
            SortedMap<String, String> context = new TreeMap<>();
            context.put("aws:RequestedRegion", question.region());
            tally.read(
                    observatory.read(new RoleGrants(
                            GlobalServices.HOME, role, question.actions(), question.resources(), context)),
                    allowed -> allowed.forEach((action, resources) -> {
                        tally.fact(question.region() + "." + action, String.join(", ", resources));
                        tally.wrong(
                                role + " may " + action + " in " + question.region() + " on "
                                        + String.join(", ", resources) + ".",
                                "Give the role the policy that `dr iam-policy` prints and nothing beside it, and leave"
                                        + " deleting to people with a role of their own.");
                    }));
        }
        tally.fact("asked", asked);
        return tally.finding(role + " can neither delete backups that are not its own to delete, nor weaken them.");
    }
}
