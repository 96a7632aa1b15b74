package io.labelmint.dr.provision;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.provision.TerraformPlan.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan of Terraform that was read and reviewed: as much of it as people read and evidence keeps. The plan itself may be
 * large and have secrets in it; it is known by its digests.
 *
 * @param json SHA-256 of the plan as JSON, which is what was reviewed; lower-case hex
 * @param file SHA-256 of the plan as Terraform keeps it, which is what is applied; empty for what is not to be applied
 * @param changes what becomes of how many resources
 * @param locks the locks it would engage or change: for how many days they could be taken off again, by the vault's name;
 *     empty where the plan does not say
 * @param findings what the review found. That its locks were approved is not among them: who keeps approvals says that
 */
public record ReviewedPlan(
        String json,
        String file,
        Map<Fate, Resources> changes,
        SortedMap<String, String> locks,
        List<Finding> findings) {
    /** As many red findings as are told in one sentence; `dr provision check` has them all. */
    public static final int MOST_RED = 10;

    /** As many addresses of a kind as anybody reads before approving; the plan has all of them. */
    private static final int MOST_NAMED = 40;

    /** Longer addresses are cut off: those of resources are shorter, and nobody reads more of one. */
    private static final int LONGEST = 200;

    public ReviewedPlan {
        changes = Collections.unmodifiableMap(new EnumMap<>(changes));
        locks = Collections.unmodifiableSortedMap(new TreeMap<>(locks));
        findings = List.copyOf(findings);
    }

    /** What becomes of a resource. */
    public enum Fate {
        CREATED("to be created"),
        CHANGED("to be changed"),
        REPLACED("to be replaced"),
        REMOVED("to be removed"),
        FORGOTTEN("to be forgotten by Terraform"),
        ADOPTED("there already, to be adopted"),
        MOVED("to get another address"),
        OUTPUT("outputs that change");

        private final String words;

        Fate(String words) {
            this.words = words;
        }

        /** It in words. */
        public String words() {
            return words;
        }
    }

    /**
     * Resources of one fate.
     *
     * @param number how many
     * @param first the first of their addresses, in the order of the plan
     */
    public record Resources(int number, List<String> first) {
        public Resources {
            first = List.copyOf(first);
        }

        /** How many, and which. */
        public String words() {
            int more = number - first.size();
            return number + ": " + String.join(", ", first) + (more > 0 ? ", and " + more + " more" : "");
        }
    }

    /**
     * The plan {@code text} is of.
     *
     * @param text the plan as JSON
     * @param called the name of its file
     * @param file SHA-256 of the plan as Terraform keeps it; empty for what is not to be applied
     * @throws io.labelmint.dr.ProblemException if it is no plan
     */
    public static ReviewedPlan of(byte[] text, String called, String file, Estate estate, Json json) {
        TerraformPlan plan = TerraformPlan.parse(text, called, json);
        SortedMap<String, String> locks = TerraformReview.locksOf(plan);
        List<Finding> findings = new TerraformReview(estate, locks.keySet())
                .of(plan).stream()
                        .filter(finding -> !finding.green()
                                || locks.isEmpty()
                                || !finding.check().equals(TerraformReview.LOCKS_APPROVED))
                        .toList();
        return new ReviewedPlan(Json.sha256(text), file, changes(plan), locks, findings);
    }

    private static Map<Fate, Resources> changes(TerraformPlan plan) {
        Map<Fate, List<String>> all = new EnumMap<>(Fate.class);
        for (Change change : plan.changes()) {
            for (Fate fate : fates(change)) {
                all.computeIfAbsent(fate, none -> new ArrayList<>()).add(change.address());
            }
        }
        if (!plan.outputs().isEmpty()) {
            all.put(Fate.OUTPUT, plan.outputs());
        }
        Map<Fate, Resources> changes = new EnumMap<>(Fate.class);
        all.forEach((fate, addresses) -> changes.put(
                fate,
                new Resources(
                        addresses.size(),
                        addresses.stream()
                                .limit(MOST_NAMED)
                                .map(ReviewedPlan::shortened)
                                .toList())));
        return changes;
    }

    /** What is adopted may be changed as well, and what gets another address too. */
    private static List<Fate> fates(Change change) {
        List<Fate> fates = new ArrayList<>();
        if (change.imported()) {
            fates.add(Fate.ADOPTED);
        }
        if (change.moved()) {
            fates.add(Fate.MOVED);
        }
        if (change.actions().contains("create")) {
            fates.add(change.removes() ? Fate.REPLACED : Fate.CREATED);
        } else if (change.actions().contains("delete")) {
            fates.add(Fate.REMOVED);
        } else if (change.actions().contains("forget")) {
            fates.add(Fate.FORGOTTEN);
        } else if (change.actions().contains("update")) {
            fates.add(Fate.CHANGED);
        }
        return fates;
    }

    private static String shortened(String address) {
        return address.length() <= LONGEST ? address : address.substring(0, LONGEST) + "...";
    }

    /** Whether Terraform has nothing to do. */
    public boolean empty() {
        return changes.isEmpty();
    }

    /** What is red. */
    public List<Finding> red() {
        return findings.stream().filter(finding -> !finding.green()).toList();
    }

    /** What becomes of the lock of {@code vault}, in words. */
    public String lockWords(String vault) {
        String days = locks.get(vault);
        return days.isEmpty()
                ? "engaged, and the plan does not say for how long it could be taken off again: take it to be FOR EVER"
                : "engaged, and FOR EVER " + days
                        + " days after it is applied: from then on nobody, AWS included, can take it"
                        + " off, shorten what it keeps or delete the vault while there is something in it";
    }
}
