package io.labelmint.dr.estate;

import java.util.Optional;

/**
 * How evidence is made good against whoever could change it.
 *
 * @param signingKey ARN of the KMS key in the DR region that signs it; without one it is not signed
 */
public record EvidenceKeeping(Optional<String> signingKey) {}
