package io.labelmint.dr.review.security;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.AccountAuthorizations;
import io.labelmint.dr.observatory.AccountPrincipals;
import io.labelmint.dr.observatory.AccountPrincipals.Principal;
import io.labelmint.dr.observatory.GlobalServices;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.review.security.IdentityRights.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who beyond the roles the product works with could delete backups, or weaken what protects them? The policies of every user and
 * role of the account are held against what {@link DeletionRights} asks IAM about the product's own roles, less what the vaults
 * themselves keep everybody from. Nobody is red who is expected to be able to ({@code access.administrators}), whom only a service
 * of AWS can be (service-linked roles), or whom AWS Backup alone can be (the role of the vaults).
 *
 * <p>Policies of buckets and keys, locks of objects, policies of the organization, sessions, and rights to change rights are not
 * part of it. Users are told by number and by hashes of their ARNs: the name of a user is a person's, and evidence is kept for years.
 */
public final class OthersCanDelete implements Check {
    /** The path of service-linked roles (IAM User Guide, "Create a service-linked role"): only their service can assume them. */
    private static final String SERVICE_LINKED = ":role/aws-service-role/";

    private static final String AWS_BACKUP = "backup.amazonaws.com";

    @Override
    public String id() {
        return "security.others-can-delete";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Tally tally = new Tally(new Look(
                id(), estate.name(), "nobody can destroy backups who is not expected to", Controls.IMMUTABILITY));
        tally.read(
                observatory.read(new AccountAuthorizations(GlobalServices.HOME)),
                account -> judge(estate, account, observatory, tally, now));
        return List.of(
                tally.finding("Nobody can delete or weaken backups beyond the roles of the estate and those that are"
                        + " expected to be able to."));
    }

    private static void judge(
            Estate estate, AccountPrincipals account, Observatory observatory, Tally tally, Instant now) {
        List<Principal> others = account.principals().stream()
                .filter(each -> !isExpected(estate, each))
                .toList();
        tally.fact("usersAndRoles", account.principals().size());
        tally.fact("expected", account.principals().size() - others.size());
        estate.access().administrators().stream()
                .filter(arn -> account.principals().stream()
                        .noneMatch(each -> each.arn().equals(arn)))
                .forEach(arn -> tally.wrong(
                        "There is no role " + arn + ", which access.administrators names.",
                        "Take the role out of the estate file: whoever creates one of that name would be expected to"
                                + " delete backups."));
        if (others.isEmpty()) {
            return;
        }
        List<BackupsAtRisk.Question> questions = new VaultShields(estate, observatory, tally, now)
                .open(BackupsAtRisk.of(estate, others.get(0).arn(), tally, observatory));
        Set<String> actions = new TreeSet<>();
        questions.forEach(question -> actions.addAll(question.actions()));
        IdentityRights rights = new IdentityRights(account, actions);
        SortedMap<String, Holders> byAction = new TreeMap<>();
        Holders all = new Holders();
        for (Principal other : others) {
            SortedMap<String, Answer> allowed = allowed(rights.of(other), questions);
            allowed.forEach((action, answer) ->
                    byAction.computeIfAbsent(action, any -> new Holders()).add(other, answer));
            allowed.values().stream().max(Answer::compareTo).ifPresent(most -> all.add(other, most));
        }
        byAction.forEach((action, who) -> tally.fact(action, who.words()));
        if (!all.isNobody()) {
            tally.fact("roles", all.roles());
            tally.fact("users", all.users());
            tally.wrong(
                    "Beyond those the estate expects, " + all.words() + " could delete or weaken backups ("
                            + String.join(", ", byAction.keySet()) + ").",
                    "Take these rights from them, deny them by a policy of the organization, or declare roles that are to"
                            + " have them under access.administrators.");
        }
        if (!rights.unread().isEmpty()) {
            tally.unknown(Problem.of(
                    "policy.unreadable",
                    rights.unread().size() + " policies cannot be understood, the first is "
                            + rights.unread().first() + ".",
                    "Run the review again: a policy may have been changed while it was read."));
        }
    }

    private static SortedMap<String, Answer> allowed(
            IdentityRights.Policies policies, List<BackupsAtRisk.Question> questions) {
        SortedMap<String, Answer> allowed = new TreeMap<>();
        for (BackupsAtRisk.Question question : questions) {
            for (String action : question.actions()) {
                question.resources().stream()
                        .map(resource -> policies.may(action, resource, question.region()))
                        .filter(answer -> answer != Answer.NO)
                        .forEach(answer ->
                                allowed.merge(action, answer, (one, other) -> one.compareTo(other) > 0 ? one : other));
            }
        }
        return allowed;
    }

    private static boolean isExpected(Estate estate, Principal principal) {
        String arn = principal.arn();
        boolean declared = estate.access().roles().contains(arn)
                || estate.access().administrators().contains(arn);
        return declared
                || arn.contains(SERVICE_LINKED)
                || (estate.databases().stream()
                                .flatMap(database -> database.vaults().stream())
                                .anyMatch(vaults -> vaults.role().equals(arn))
                        && isAwsBackupAlone(principal));
    }

    /** Whoever else could assume the role would have its rights. */
    private static boolean isAwsBackupAlone(Principal role) {
        return role.trust()
                .flatMap(PolicyStatement::all)
                .filter(statements -> statements.stream()
                        .filter(PolicyStatement::allows)
                        .allMatch(each -> !each.allBut() && each.principals().equals(Set.of(AWS_BACKUP))))
                .isPresent();
    }
}
