package io.labelmint.dr.review.security;

import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.AccountPrincipals.Principal;
import io.labelmint.dr.review.security.IdentityRights.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Some users and roles, told by number, roles by name and users by a hash of their ARN; of many only the first. */
final class Holders {
    /** More than these nobody reads; the number of all is told. */
    private static final int NAMED = 10;

    /** Digits of a hash, enough to tell the users of an account apart: it has 5,000 at most ("IAM and AWS STS quotas"). */
    private static final int DIGITS = 8;

    private final SortedMap<String, Answer> roles = new TreeMap<>();
    private final SortedMap<String, Answer> users = new TreeMap<>();

    /** One more, of whom is said how far it is allowed something. */
    void add(Principal who, Answer answer) {
        if (who.isUser()) {
            users.put(Json.sha256(who.arn()).substring(0, DIGITS), answer);
        } else {
            roles.put(who.name(), answer);
        }
    }

    boolean isNobody() {
        return roles.isEmpty() && users.isEmpty();
    }

    int roles() {
        return roles.size();
    }

    int users() {
        return users.size();
    }

    /** {@code 2 roles (build, ops with conditions) and 1 user (1a2b3c4d)}. */
    String words() {
        List<String> kinds = new ArrayList<>();
        if (!roles.isEmpty()) {
            kinds.add(words(roles, "role"));
        }
        if (!users.isEmpty()) {
            kinds.add(words(users, "user"));
        }
        return String.join(" and ", kinds);
    }

    private static String words(SortedMap<String, Answer> some, String kind) {
        List<String> named = new ArrayList<>();
        some.entrySet().stream()
                .limit(NAMED)
                .map(one -> one.getKey() + (one.getValue() == Answer.WITH_CONDITIONS ? " with conditions" : ""))
                .forEach(named::add);
        if (some.size() > NAMED) {
            named.add("and " + (some.size() - NAMED) + " more");
        }
        return some.size() + " " + kind + (some.size() == 1 ? "" : "s") + " (" + String.join(", ", named) + ")";
    }
}
