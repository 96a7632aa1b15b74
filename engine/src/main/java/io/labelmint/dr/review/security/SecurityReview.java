package io.labelmint.dr.review.security;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.RedisEncryption;
import io.labelmint.dr.check.S3Encryption;
import io.labelmint.dr.check.S3PublicAccessBlock;
import io.labelmint.dr.check.postgres.BackupEncryption;
import io.labelmint.dr.check.postgres.VaultLock;
import java.util.List;

/** What a security review asks of what is there: checks of its own, and those of the daily job that belong to it. */
public final class SecurityReview {
    private static final List<Check> CHECKS = List.of(
            new BackupEncryption(),
            new RedisEncryption(),
            new S3Encryption(),
            new KeyRotationOn(),
            new InTransit(),
            new S3PublicAccessBlock(),
            new PublicReach(),
            new VaultLock(),
            new VaultPolicies(),
            new DeletionRights(),
            new OthersCanDelete(),
            new AuditTrail());

    private SecurityReview() {}

    /** All of them, in the order of the report. */
    public static List<Check> checks() {
        return CHECKS;
    }
}
