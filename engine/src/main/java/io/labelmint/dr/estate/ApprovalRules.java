package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is to be approved can be, and nobody is two people. */
final class ApprovalRules {
    private ApprovalRules() {}

    static void check(Section estate, Mistakes mistakes) {
        Section approvals = estate.section(ApprovalKeys.APPROVALS);
        ApprovalKeys.KINDS.values().forEach(key -> approvals.get(key).ifPresent(rule -> enough(rule, mistakes)));
        Map<String, String> known = new HashMap<>();
        for (Section person : approvals.items(ApprovalKeys.PERSONS)) {
            String name = person.get(ApprovalKeys.NAME).orElse("");
            for (String arn : person.items(ApprovalKeys.AWS)) {
                String other = known.putIfAbsent(arn, name);
                if (other != null && !other.equalsIgnoreCase(name)) {
                    mistakes.add(
                            person.at(ApprovalKeys.AWS),
                            "estate.approver-is-two",
                            arn + " is declared to be both " + other + " and " + name + ".",
                            "Leave it with the one it belongs to: what two people share says of neither that they"
                                    + " approved.");
                }
            }
        }
    }

    private static void enough(Section rule, Mistakes mistakes) {
        List<String> from = rule.items(ApprovalKeys.FROM);
        long people = from.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .count();
        int needed = rule.get(ApprovalKeys.NEEDED).orElse(1);
        if (!from.isEmpty() && people < needed) {
            mistakes.add(
                    rule.at(ApprovalKeys.FROM),
                    "estate.too-few-approvers",
                    needed + " people have to approve it, and from names " + people
                            + ", so nobody could ever begin it.",
                    "Name at least " + (needed + 1) + ", since who asks for it does not count, or write a smaller"
                            + " needed.");
        }
    }
}
