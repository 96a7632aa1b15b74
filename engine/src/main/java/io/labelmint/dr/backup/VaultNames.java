package io.labelmint.dr.backup;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;

/** Names AWS Backup wants in full where an estate gives them in short. */
public final class VaultNames {
    /** Partition and account of any regional ARN. */
    private static final Pattern ARN = Pattern.compile("arn:([^:]+):[^:]+:[^:]+:([^:]+):.+");

    private VaultNames() {}

    /** The name of the vault of {@code database} in {@code region}. */
    public static String vault(Estate estate, PostgresDatabase database, String region) {
        PostgresDatabase.Vaults vaults = database.vaults().orElseThrow();
        return region.equals(estate.regions().dr()) ? vaults.dr() : vaults.primary();
    }

    /**
     * The ARN of the instance of {@code database}, from the account of a vault: so that it is known when the instance's
     * region does not answer.
     */
    static String resource(Estate estate, PostgresDatabase database, BackupVaultListMember vault) {
        return resource(estate, database, vault.backupVaultArn());
    }

    /** The same, from the account of {@code sibling}, any regional ARN. */
    public static String resource(Estate estate, PostgresDatabase database, String sibling) {
        return arn(sibling, "rds", estate.regions().primary(), "db:" + database.instance());
    }

    /** The ARN of the DR vault of {@code database}, from the account of its instance. */
    static String drVault(Estate estate, PostgresDatabase database, String instanceArn) {
        String dr = estate.regions().dr();
        return arn(instanceArn, "backup", dr, "backup-vault:" + vault(estate, database, dr));
    }

    private static String arn(String sibling, String service, String region, String resource) {
        Matcher matcher = ARN.matcher(sibling);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an ARN: " + sibling);
        }
        return String.join(":", "arn", matcher.group(1), service, region, matcher.group(2), resource);
    }
}
