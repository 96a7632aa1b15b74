package io.labelmint.dr.review.security;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.json.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A statement of a policy, as far as it is needed to say whom it lets or keeps from doing something (IAM User Guide, "IAM JSON
 * policy elements reference"). One of a policy that is attached to a user or a role is about nobody else, and names nobody.
 *
 * @param allows whether its effect is to allow
 * @param principals whom it is about: ARNs, accounts, or an asterisk; of services their names
 * @param allBut whether it is about everybody but those
 * @param actions patterns of actions
 * @param otherActions whether it is about every action but those
 * @param resources patterns of ARNs
 * @param otherResources whether it is about every resource but those
 * @param conditions values by key by operator
 */
record PolicyStatement(
        boolean allows,
        Set<String> principals,
        boolean allBut,
        List<String> actions,
        boolean otherActions,
        List<String> resources,
        boolean otherResources,
        Map<String, Map<String, List<String>>> conditions) {
    private static final Json JSON = new Json(List.of());
    private static final String EVERYBODY = "*";

    /** An account by itself, or that of an ARN. */
    private static final Pattern ACCOUNT = Pattern.compile("(\\d{12})|arn:[^:]+:[^:]+:[^:]*:(\\d{12}):.*");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[^}]*}");

    PolicyStatement {
        principals = Set.copyOf(principals);
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = Map.copyOf(conditions);
    }

    /** The statements of {@code policy}; empty if it cannot be understood. */
    static Optional<List<PolicyStatement>> all(String policy) {
        try {
            List<PolicyStatement> statements = new ArrayList<>();
            for (JsonNode each : list(JSON.read(policy, JsonNode.class).get("Statement"))) {
                boolean otherActions = each.has("NotAction");
                boolean otherResources = each.has("NotResource");
                boolean allBut = each.has("NotPrincipal");
                Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
                if (each.has("Condition")) {
                    each.get("Condition").properties().forEach(operator -> {
                        Map<String, List<String>> keys = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                        operator.getValue().properties().forEach(key -> keys.put(key.getKey(), texts(key.getValue())));
                        conditions.put(operator.getKey(), keys);
                    });
                }
                statements.add(new PolicyStatement(
                        "Allow".equals(each.path("Effect").asText()),
                        principals(each.path(allBut ? "NotPrincipal" : "Principal")),
                        allBut,
                        texts(each.get(otherActions ? "NotAction" : "Action")),
                        otherActions,
                        texts(each.path(otherResources ? "NotResource" : "Resource")),
                        otherResources,
                        conditions));
            }
            return statements.isEmpty() ? Optional.empty() : Optional.of(statements);
        } catch (UncheckedIOException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** Whether it is about everybody, whoever asks and however. */
    boolean concernsEverybody() {
        return !allBut && principals.contains(EVERYBODY) && conditions.isEmpty();
    }

    /** Those beyond {@code account} whom it is about, conditions aside; a service of AWS is nobody. */
    Set<String> outside(String account) {
        if (allBut) {
            return Set.of("everybody but " + String.join(", ", principals));
        }
        return principals.stream()
                .filter(principal -> principal.equals(EVERYBODY) || isOther(principal, account))
                .map(principal -> principal.equals(EVERYBODY) ? "everybody" : principal)
                .collect(Collectors.toSet());
    }

    private static boolean isOther(String principal, String account) {
        Matcher matcher = ACCOUNT.matcher(principal);
        if (!matcher.matches()) {
            return false;
        }
        String named = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
        return !named.equals(account);
    }

    /** Whether it is about {@code action}. */
    boolean covers(String action) {
        boolean named = actions.stream()
                .anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT)));
        return named != otherActions;
    }

    /**
     * Whether it is about {@code resource}. What a variable such as <code>${aws:username}</code> stands for is not known, so
     * it is taken to be what allows more.
     */
    boolean reaches(String resource) {
        boolean anything = allows != otherResources;
        return resources.stream()
                        .map(pattern -> anything && pattern.contains("${")
                                ? VARIABLE.matcher(pattern).replaceAll("*")
                                : pattern)
                        .anyMatch(pattern -> matches(pattern, resource))
                != otherResources;
    }

    /** An asterisk stands for any characters, a question mark for one. The policies of a whole account are many patterns. */
    static boolean matches(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                retry = in;
            } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++retry;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }

    private static Set<String> principals(JsonNode node) {
        Set<String> all = new HashSet<>();
        if (node.isObject()) {
            node.elements().forEachRemaining(of -> all.addAll(texts(of)));
        } else {
            all.addAll(texts(node));
        }
        return all;
    }

    private static List<JsonNode> list(JsonNode node) {
        List<JsonNode> all = new ArrayList<>();
        if (node.isMissingNode()) {
            return all;
        }
        if (node.isArray()) {
            node.forEach(all::add);
        } else {
            all.add(node);
        }
        return all;
    }

    private static List<String> texts(JsonNode node) {
        return list(node).stream().map(JsonNode::asText).toList();
    }
}
