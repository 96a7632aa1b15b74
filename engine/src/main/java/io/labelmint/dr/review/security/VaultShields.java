package io.labelmint.dr.review.security;

import io.labelmint.dr.backup.VaultNames;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.VaultAccessPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;

/**
 * What the declared vaults keep everybody from, whatever somebody's own policies allow: what the policy of the vault denies
 * everybody, and all of it once a lock in compliance mode can no longer be taken off (AWS Backup Developer Guide, "Vault
 * access policies" and "AWS Backup Vault Lock"). A lock in governance mode keeps nobody who may take it off.
 */
final class VaultShields {
    /** What of a vault is asked about in its own name; a recovery point is in one of the vaults, nobody knows which. */
    private static final String OF_VAULT = "backup-vault:";

    private final Estate estate;
    private final Observatory observatory;
    private final Tally tally;
    private final Instant now;
    private final Map<String, Shield> shields = new HashMap<>();

    /** What cannot be read is noted in {@code tally}, and keeps nobody from anything. */
    VaultShields(Estate estate, Observatory observatory, Tally tally, Instant now) {
        this.estate = estate;
        this.observatory = observatory;
        this.tally = tally;
        this.now = now;
    }

    /** {@code questions} without what no right would help with. */
    List<BackupsAtRisk.Question> open(List<BackupsAtRisk.Question> questions) {
        List<BackupsAtRisk.Question> open = new ArrayList<>();
        for (BackupsAtRisk.Question question : questions) {
            for (String action : question.actions()) {
                List<String> resources = question.resources().stream()
                        .filter(resource ->
                                !action.startsWith("backup:") || !isPrevented(question.region(), action, resource))
                        .toList();
                if (!resources.isEmpty()) {
                    open.add(new BackupsAtRisk.Question(question.region(), List.of(action), resources));
                }
            }
        }
        return open;
    }

    private boolean isPrevented(String region, String action, String resource) {
        int named = resource.indexOf(OF_VAULT);
        Set<String> vaults = new TreeSet<>();
        if (named >= 0) {
            vaults.add(resource.substring(named + OF_VAULT.length()));
        } else {
            estate.databases().stream()
                    .filter(database -> database.vaults().isPresent())
                    .forEach(database -> vaults.add(VaultNames.vault(estate, database, region)));
        }
        Set<String> by = new TreeSet<>();
        boolean all = !vaults.isEmpty();
        for (String vault : vaults) {
            Optional<String> what = shields.computeIfAbsent(region + "/" + vault, any -> shield(region, vault))
                    .by(action);
            what.ifPresent(by::add);
            all &= what.isPresent();
        }
        if (all) {
            tally.fact("prevented." + region + "." + action, String.join(", ", by));
        }
        return all;
    }

    /**
     * What keeps a vault as it is.
     *
     * @param lock what is said of a lock nobody can take off; empty if there is none
     * @param vault its name
     * @param policy what its policy says
     */
    private record Shield(Optional<String> lock, String vault, List<PolicyStatement> policy) {
        /** What keeps everybody from {@code action}, if anything does. */
        Optional<String> by(String action) {
            return lock.or(() -> policy.stream()
                    .filter(each -> !each.allows() && each.concernsEverybody() && each.covers(action))
                    .map(each -> "the policy of " + vault)
                    .findFirst());
        }
    }

    private Shield shield(String region, String vault) {
        List<PolicyStatement> policy = new ArrayList<>();
        List<String> lock = new ArrayList<>();
        tally.read(
                observatory.read(new BackupVaults(region)),
                all -> all.stream()
                        .filter(each -> each.backupVaultName().equals(vault))
                        .findFirst()
                        .ifPresent(found -> {
                            if (isLocked(found)) {
                                lock.add("the lock of " + vault);
                            }
                            tally.read(
                                    observatory.read(new VaultAccessPolicy(region, vault)),
                                    text -> text.flatMap(PolicyStatement::all).ifPresent(policy::addAll));
                        }));
        return new Shield(lock.stream().findFirst(), vault, policy);
    }

    private boolean isLocked(BackupVaultListMember vault) {
        return Boolean.TRUE.equals(vault.locked())
                && vault.lockDate() != null
                && !vault.lockDate().isAfter(now);
    }
}
