package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Amount;
import java.util.Optional;

/**
 * What may be spent, as far as it is declared.
 *
 * @param backupsPerMonth on backups and copies in 30 days; what is spent is not judged without it
 * @param drill on the copies of one drill; what it costs is told and not judged without it
 */
public record Budget(Optional<Amount> backupsPerMonth, Optional<Amount> drill) {}
