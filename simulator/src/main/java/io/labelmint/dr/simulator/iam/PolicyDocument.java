package io.labelmint.dr.simulator.iam;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/**
 * An identity policy: its statements. Of conditions StringEquals and StringLike are known; a statement with any other is held to
 * allow nothing. An explicit deny outweighs any allow, and what nothing allows is denied (IAM user guide, "Policy evaluation
 * logic").
 */
final class PolicyDocument {
    private final List<Statement> statements;

    private PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    private record Statement(
            boolean allows,
            List<String> actions,
            boolean otherActions,
            List<String> resources,
            boolean otherResources,
            Map<String, Map<String, List<String>>> conditions) {}

    /** The one {@code json} writes down; empty if it is none. */
    static Optional<PolicyDocument> parse(String json) {
        try {
            List<Statement> statements = new ArrayList<>();
            for (JsonNode each : list(JsonNode.parser().parse(json).field("Statement"))) {
                Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
                each.field("Condition")
                        .ifPresent(all -> all.asObject().forEach((operator, keys) -> {
                            Map<String, List<String>> wanted = new TreeMap<>();
                            keys.asObject().forEach((key, values) -> wanted.put(key, texts(Optional.of(values))));
                            conditions.put(operator, wanted);
                        }));
                statements.add(new Statement(
                        "Allow".equals(each.field("Effect").orElseThrow().asString()),
                        texts(each.field("Action").or(() -> each.field("NotAction"))),
                        each.field("NotAction").isPresent(),
                        texts(each.field("Resource").or(() -> each.field("NotResource"))),
                        each.field("NotResource").isPresent(),
                        conditions));
            }
            return statements.isEmpty() ? Optional.empty() : Optional.of(new PolicyDocument(statements));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** What {@code policies} together decide on {@code action} on {@code resource}. */
    static PolicyEvaluationDecisionType decide(
            Collection<PolicyDocument> policies, String action, String resource, Map<String, List<String>> given) {
        List<Statement> matching = policies.stream()
                .flatMap(policy -> policy.statements.stream())
                .filter(statement ->
                        any(statement.actions, action.toLowerCase(Locale.ROOT), true) != statement.otherActions
                                && any(statement.resources, resource, false) != statement.otherResources
                                && fulfilled(statement, given))
                .toList();
        if (matching.stream().anyMatch(statement -> !statement.allows)) {
            return PolicyEvaluationDecisionType.EXPLICIT_DENY;
        }
        return matching.isEmpty() ? PolicyEvaluationDecisionType.IMPLICIT_DENY : PolicyEvaluationDecisionType.ALLOWED;
    }

    /** The services it names in what it allows. */
    List<String> services() {
        return statements.stream()
                .filter(statement -> statement.allows && !statement.otherActions)
                .flatMap(statement -> statement.actions.stream())
                .filter(action -> action.contains(":"))
                .map(action -> action.substring(0, action.indexOf(':')))
                .toList();
    }

    /** Whether it allows anything of {@code service}, on whatever and however. */
    boolean mayUse(String service) {
        return services().contains(service) || mayAllow(service + ":any");
    }

    /** Whether it allows {@code action}, on whatever and however. */
    boolean mayAllow(String action) {
        return statements.stream()
                .anyMatch(statement -> statement.allows
                        && any(statement.actions, action.toLowerCase(Locale.ROOT), true) != statement.otherActions);
    }

    private static boolean fulfilled(Statement statement, Map<String, List<String>> given) {
        return statement.conditions.entrySet().stream()
                .allMatch(operator -> (operator.getKey().equals("StringEquals")
                                || operator.getKey().equals("StringLike"))
                        && operator.getValue().entrySet().stream()
                                .allMatch(key -> given.getOrDefault(key.getKey(), List.of()).stream()
                                        .anyMatch(value -> any(key.getValue(), value, false))));
    }

    private static boolean any(List<String> patterns, String text, boolean anyCase) {
        return patterns.stream()
                .map(pattern -> anyCase ? pattern.toLowerCase(Locale.ROOT) : pattern)
                .anyMatch(pattern -> matches(pattern, text));
    }

    /** An asterisk stands for any characters, a question mark for one. */
    private static boolean matches(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char each = pattern.charAt(i);
            regex.append(each == '*' ? ".*" : each == '?' ? "." : Pattern.quote(String.valueOf(each)));
        }
        return text.matches(regex.toString());
    }

    private static List<JsonNode> list(Optional<JsonNode> node) {
        return node.map(found -> found.isArray() ? found.asArray() : List.of(found))
                .orElse(List.of());
    }

    private static List<String> texts(Optional<JsonNode> node) {
        return list(node).stream().map(JsonNode::asString).toList();
    }
}
