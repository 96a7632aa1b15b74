package io.labelmint.dr.check.postgres;

import io.labelmint.dr.backup.VaultNames;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Retention;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;

/**
 * Are the vaults that are declared locked really locked, so that nobody can empty them, and does the lock let the
 * declared retention through?
 *
 * <p>A lock has a lock date or it has not. From that date on nobody, root and AWS included, can change it: compliance
 * mode. Before it the lock can still be taken off, for the days a change is allowed. Without one it can be taken off for
 * ever by whoever has the rights: governance mode, which does not stop a stolen administrator and is red (AWS Backup
 * Developer Guide, "AWS Backup Vault Lock").
 */
public final class VaultLock implements DatabaseCheck {
    @Override
    public String id() {
        return "vault.lock";
    }

    @Override
    public boolean concerns(PostgresDatabase database) {
        return database.vaults().filter(PostgresDatabase.Vaults::locked).isPresent();
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Look look = new Look(id(), database.id(), "nobody can empty the vaults", Controls.IMMUTABILITY);
        Tally tally = new Tally(look);
        for (String region :
                List.of(estate.regions().primary(), estate.regions().dr())) {
            String name = VaultNames.vault(estate, database, region);
            tally.read(
                    observatory.read(new BackupVaults(region)),
                    all -> all.stream()
                            .filter(vault -> vault.backupVaultName().equals(name))
                            .findFirst()
                            .ifPresentOrElse(
                                    vault -> judge(tally, vault, estate.retention(), now),
                                    () -> tally.wrong(
                                            "There is no vault " + name + " in " + region + ".",
                                            "Create the vault and lock it, or correct vaults in the estate file.")));
        }
        return tally.finding("The vaults of " + database.id() + " are locked.");
    }

    private static void judge(Tally tally, BackupVaultListMember vault, Retention retention, Instant now) {
        String name = vault.backupVaultName();
        tally.fact(name + ".lock", state(vault, now));
        tally.fact(name + ".lockDate", vault.lockDate());
        tally.fact(name + ".minRetentionDays", vault.minRetentionDays());
        tally.fact(name + ".maxRetentionDays", vault.maxRetentionDays());
        if (!Boolean.TRUE.equals(vault.locked())) {
            tally.wrong(
                    "Vault " + name + " is not locked.",
                    "Lock it with PutBackupVaultLockConfiguration and ChangeableForDays; think first, it is for ever.");
            return;
        }
        if (vault.lockDate() == null) {
            tally.wrong(
                    "The lock of vault " + name + " can be taken off at any time.",
                    "Give the lock a date with ChangeableForDays; think first, from then on it is for ever.");
        }
        if (vault.minRetentionDays() != null && vault.minRetentionDays() > retention.dailyDays()) {
            tally.wrong(
                    "Vault " + name + " refuses backups kept less than " + vault.minRetentionDays()
                            + " days, and daily ones are kept " + retention.dailyDays() + ".",
                    "Raise retention.dailyDays in the estate file.");
        }
        if (vault.maxRetentionDays() != null && vault.maxRetentionDays() < retention.monthlyDays()) {
            tally.wrong(
                    "Vault " + name + " refuses backups kept more than " + vault.maxRetentionDays()
                            + " days, and monthly ones are kept " + retention.monthlyDays() + ".",
                    "Use another vault, or lower retention.monthlyDays in the estate file.");
        }
    }

    private static String state(BackupVaultListMember vault, Instant now) {
        if (!Boolean.TRUE.equals(vault.locked())) {
            return "none";
        }
        if (vault.lockDate() == null) {
            return "governance";
        }
        return now.isBefore(vault.lockDate()) ? "compliance, can still be taken off" : "compliance";
    }
}
