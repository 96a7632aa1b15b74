package io.labelmint.dr.estate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How AWS is reached: with the ambient credentials, or through a role per region.
 *
 * @param account the twelve-digit account everything must live in, checked before anything is done
 * @param primaryRole ARN of the role to assume in the primary region
 * @param drRole ARN of the role to assume in the DR region
 * @param externalId external id the roles demand
 * @param administrators ARNs of roles that are expected to be able to delete backups, because they may do anything
 */
public record Access(
        Optional<String> account,
        Optional<String> primaryRole,
        Optional<String> drRole,
        Optional<String> externalId,
        List<String> administrators) {
    public Access {
        administrators = List.copyOf(administrators);
    }

    /** ARNs of the roles the product acts with; none with the ambient credentials. */
    public List<String> roles() {
        return Stream.of(primaryRole, drRole)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
