package io.labelmint.dr.review.security;

import io.labelmint.dr.observatory.AccountPrincipals;
import io.labelmint.dr.observatory.AccountPrincipals.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the policies of users and roles let them do: what a statement allows, no statement denies, and a permissions boundary
 * does not keep from them (IAM User Guide, "Policy evaluation logic"). The region of a request is known; any other condition
 * may be fulfilled or not, so what is allowed under one counts as allowed with conditions, and what is denied under one does
 * as well.
 */
final class IdentityRights {
    /** How far somebody is allowed something. */
    enum Answer {
        NO,
        WITH_CONDITIONS,
        YES
    }

    private final AccountPrincipals account;
    private final Collection<String> actions;
    private final Map<String, Optional<List<PolicyStatement>>> managed = new HashMap<>();
    private final NavigableSet<String> unread = new TreeSet<>();

    /**
     * Rights in {@code account}.
     *
     * @param actions what will be asked about; nothing else is looked at
     */
    IdentityRights(AccountPrincipals account, Collection<String> actions) {
        this.account = account;
        this.actions = actions;
    }

    /** What of {@code principal}'s policies is about the actions; what it has of them that cannot be read is noted. */
    Policies of(Principal principal) {
        List<PolicyStatement> own = new ArrayList<>();
        for (String document : principal.documents()) {
            relevant(document)
                    .ifPresentOrElse(
                            own::addAll,
                            () -> unread.add(
                                    principal.isUser()
                                            ? "an inline policy of a user"
                                            : "an inline policy of " + principal.name()));
        }
        principal.managed().forEach(arn -> managed(arn).ifPresentOrElse(own::addAll, () -> unread.add(arn)));
        Optional<List<PolicyStatement>> boundary = principal.boundary().flatMap(this::managed);
        principal.boundary().filter(arn -> boundary.isEmpty()).ifPresent(unread::add);
        return new Policies(own, boundary);
    }

    /** Policies that could not be read, and so may allow anything. */
    NavigableSet<String> unread() {
        return unread;
    }

    private Optional<List<PolicyStatement>> managed(String arn) {
        return managed.computeIfAbsent(
                arn, any -> Optional.ofNullable(account.policies().get(arn)).flatMap(this::relevant));
    }

    private Optional<List<PolicyStatement>> relevant(String document) {
        return PolicyStatement.all(document)
                .map(statements -> statements.stream()
                        .filter(statement -> actions.stream().anyMatch(statement::covers))
                        .toList());
    }

    /**
     * The policies of one principal.
     *
     * @param own those it has
     * @param boundary that beyond which it may do nothing; empty if it has none that can be read
     */
    record Policies(List<PolicyStatement> own, Optional<List<PolicyStatement>> boundary) {
        /** Whether {@code action} on {@code resource} is allowed, the request being sent to {@code region}. */
        Answer may(String action, String resource, String region) {
            Answer allowed = decide(own, action, resource, region);
            return boundary.map(limit -> decide(limit, action, resource, region))
                    .filter(limit -> limit.compareTo(allowed) < 0)
                    .orElse(allowed);
        }

        private static Answer decide(List<PolicyStatement> statements, String action, String resource, String region) {
            Answer allowed = Answer.NO;
            boolean mayBeDenied = false;
            for (PolicyStatement statement : statements) {
                if (!statement.covers(action) || !statement.reaches(resource)) {
                    continue;
                }
                Answer applies = RegionCondition.of(statement, region);
                if (statement.allows()) {
                    allowed = applies.compareTo(allowed) > 0 ? applies : allowed;
                } else if (applies == Answer.YES) {
                    return Answer.NO;
                } else {
                    mayBeDenied |= applies == Answer.WITH_CONDITIONS;
                }
            }
            return mayBeDenied && allowed == Answer.YES ? Answer.WITH_CONDITIONS : allowed;
        }
    }
}
