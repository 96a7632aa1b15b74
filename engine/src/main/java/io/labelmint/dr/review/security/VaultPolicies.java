package io.labelmint.dr.review.security;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.VaultNames;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.VaultAccessPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;

/**
 * Does the access policy of each declared vault deny everybody to delete what is in it, or does at least the vault's lock
 * stand in its stead, and does it let nobody beyond the account do so?
 *
 * <p>What a policy denies nobody in the account can do before the policy is changed, which is one more call that is seen;
 * what it allows to others they can do without a role in the account. A lock forbids deletion whatever policies say, from
 * its date on to everybody ({@code vault.lock} looks at that). AWS Backup's own expiry is no deletion in this sense (AWS
 * Backup Developer Guide, "Vault access policies" and "AWS Backup Vault Lock").
 */
public final class VaultPolicies implements Check {
    /** What takes a backup away: at once, or by shortening its life. */
    private static final List<String> DELETING =
            List.of("backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle");

    /** What prepares that. */
    private static final List<String> WEAKENING = List.of(
            "backup:DeleteBackupVault",
            "backup:DeleteBackupVaultAccessPolicy",
            "backup:DeleteBackupVaultLockConfiguration",
            "backup:DisassociateRecoveryPoint",
            "backup:PutBackupVaultAccessPolicy");

    /** A vault. */
    private record Vault(String region, String name) {}

    @Override
    public String id() {
        return "security.vault-policy";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Set<Vault> vaults = new LinkedHashSet<>();
        for (PostgresDatabase database : estate.databases()) {
            if (database.vaults().isPresent()) {
                List.of(estate.regions().primary(), estate.regions().dr())
                        .forEach(region -> vaults.add(new Vault(region, VaultNames.vault(estate, database, region))));
            }
        }
        return vaults.stream().map(vault -> finding(vault, observatory)).toList();
    }

    private Finding finding(Vault vault, Observatory observatory) {
        String subject = vault.region() + "/" + vault.name();
        Tally tally = new Tally(new Look(id(), subject, "nobody can empty the vaults", Controls.IMMUTABILITY));
        String[] well = {"The policy of vault " + vault.name() + " denies everybody to delete what is in it."};
        tally.read(
                observatory.read(new BackupVaults(vault.region())),
                all -> all.stream()
                        .filter(each -> each.backupVaultName().equals(vault.name()))
                        .findFirst()
                        .ifPresentOrElse(
                                found -> tally.read(
                                        observatory.read(new VaultAccessPolicy(vault.region(), vault.name())),
                                        policy -> judge(tally, found, policy).ifPresent(stead -> well[0] = stead)),
                                () -> tally.wrong(
                                        "There is no vault " + vault.name() + " in " + vault.region() + ".",
                                        "Create the vault, or correct vaults in the estate file.")));
        return tally.finding(well[0]);
    }

    /** What is said if nothing is wrong and the policy does not deny it. */
    private static Optional<String> judge(Tally tally, BackupVaultListMember vault, Optional<String> policy) {
        Optional<List<PolicyStatement>> read =
                policy.isEmpty() ? Optional.of(List.of()) : PolicyStatement.all(policy.get());
        if (read.isEmpty()) {
            tally.unknown(Problem.of(
                    "policy.unreadable",
                    "The access policy of vault " + vault.backupVaultName() + " cannot be understood.",
                    "Look at it in the AWS Backup console."));
            return Optional.empty();
        }
        List<PolicyStatement> statements = read.get();
        Set<String> denied = denied(statements);
        tally.fact("policy", policy.isPresent() ? "there is one" : "none");
        tally.fact("denied", denied.isEmpty() ? "nothing" : String.join(", ", denied));
        tally.fact("lock", lock(vault));
        outsiders(tally, vault, statements, denied);
        if (denied.containsAll(DELETING)) {
            return Optional.empty();
        }
        String missing = policy.isEmpty()
                ? "Vault " + vault.backupVaultName() + " has no access policy"
                : "The access policy of vault " + vault.backupVaultName() + " does not deny everybody to delete";
        if (!Boolean.TRUE.equals(vault.locked())) {
            tally.wrong(
                    missing + ", and no lock stands in its stead.",
                    "Deny everybody " + String.join(" and ", DELETING)
                            + " in its access policy, as terraform/ does, or lock the vault.");
        }
        return Optional.of(missing + "; its lock (" + lock(vault) + ") stands in its stead.");
    }

    private static void outsiders(
            Tally tally, BackupVaultListMember vault, List<PolicyStatement> statements, Set<String> denied) {
        String account = vault.backupVaultArn().split(":", -1)[4];
        List<String> dangerous = new ArrayList<>(DELETING);
        dangerous.addAll(WEAKENING);
        dangerous.removeAll(denied);
        for (PolicyStatement statement : statements) {
            List<String> allowed = statement.allows()
                    ? dangerous.stream().filter(statement::covers).toList()
                    : List.of();
            Set<String> outside = new TreeSet<>(statement.outside(account));
            if (!allowed.isEmpty() && !outside.isEmpty()) {
                tally.wrong(
                        "The access policy of vault " + vault.backupVaultName() + " allows "
                                + String.join(", ", outside) + " " + String.join(", ", allowed) + ".",
                        "Take that out of the policy: nobody beyond the account has to weaken its backups.");
            }
        }
    }

    private static Set<String> denied(List<PolicyStatement> statements) {
        Set<String> denied = new TreeSet<>();
        List<String> all = new ArrayList<>(DELETING);
        all.addAll(WEAKENING);
        statements.stream()
                .filter(statement -> !statement.allows() && statement.concernsEverybody())
                .forEach(statement -> all.stream().filter(statement::covers).forEach(denied::add));
        return denied;
    }

    private static String lock(BackupVaultListMember vault) {
        if (!Boolean.TRUE.equals(vault.locked())) {
            return "none";
        }
        return vault.lockDate() == null ? "governance" : "compliance from " + vault.lockDate();
    }
}
