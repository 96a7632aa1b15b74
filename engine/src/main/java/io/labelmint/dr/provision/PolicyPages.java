package io.labelmint.dr.provision;

import io.labelmint.dr.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A policy as several documents, each small enough for a managed policy. Together they allow what the one allows. */
final class PolicyPages {
    /** "Managed policies ... 6,144 characters", white space not counted (IAM User Guide, "IAM and AWS STS quotas"). */
    static final int LONGEST = 6_144;

    /** Room for what surrounds the statements of a document, and for a number behind the id of each. */
    private static final int AROUND = 200;

    private static final Json JSON = new Json(List.of());

    private PolicyPages() {}

    /** The documents of {@code policy}, as canonical JSON. */
    static List<String> of(Map<String, Object> policy) {
        List<Map<?, ?>> parts = new ArrayList<>();
        ((List<?>) policy.get("Statement")).forEach(statement -> split((Map<?, ?>) statement, parts));
        List<String> pages = new ArrayList<>();
        List<Map<?, ?>> page = new ArrayList<>();
        int length = AROUND;
        for (Map<?, ?> part : parts) {
            int more = JSON.canonical(part).length() + 4;
            if (!page.isEmpty() && length + more > LONGEST) {
                pages.add(document(page));
                page = new ArrayList<>();
                length = AROUND;
            }
            page.add(part);
            length += more;
        }
        pages.add(document(page));
        return pages;
    }

    /** {@code statement}, or the halves of it that fit: of its resources, or where there is one, of its actions. */
    private static void split(Map<?, ?> statement, List<Map<?, ?>> into) {
        List<?> resources = (List<?>) statement.get("Resource");
        List<?> actions = (List<?>) statement.get("Action");
        if (JSON.canonical(statement).length() + AROUND <= LONGEST || (resources.size() == 1 && actions.size() == 1)) {
            into.add(statement);
            return;
        }
        String halved = resources.size() > 1 ? "Resource" : "Action";
        List<?> all = (List<?>) statement.get(halved);
        int middle = all.size() / 2;
        split(with(statement, halved, all.subList(0, middle)), into);
        split(with(statement, halved, all.subList(middle, all.size())), into);
    }

    private static Map<?, ?> with(Map<?, ?> statement, String key, Object value) {
        Map<Object, Object> other = new LinkedHashMap<>(statement);
        other.put(key, value);
        return other;
    }

    /** Ids of statements are unique in a document (IAM User Guide, "IAM JSON policy elements: Sid"). */
    private static String document(List<Map<?, ?>> statements) {
        List<Map<?, ?>> numbered = new ArrayList<>();
        Map<Object, Integer> times = new LinkedHashMap<>();
        for (Map<?, ?> statement : statements) {
            Object id = statement.get("Sid");
            int time = times.merge(id, 1, Integer::sum);
            numbered.add(time == 1 ? statement : with(statement, "Sid", id + String.valueOf(time)));
        }
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", numbered);
        return JSON.canonical(policy);
    }
}
