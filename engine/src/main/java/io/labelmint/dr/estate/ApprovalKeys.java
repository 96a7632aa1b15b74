package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Approvers.Kind;
import io.labelmint.dr.estate.Approvers.Person;
import io.labelmint.dr.estate.Approvers.Rule;
import io.labelmint.dr.estate.yaml.Flag;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import io.labelmint.dr.estate.yaml.WholeNumber;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The keys of who approves what. */
final class ApprovalKeys {
    /** More than ten nobody gets together in the hours a plan is good for. */
    private static final WholeNumber PEOPLE = WholeNumber.between(1, 10);

    static final Key<Integer> NEEDED =
            Key.defaulted("needed", PEOPLE, 1, "How many people have to approve it, each of them once.");
    static final Key<List<Listed<String>>> FROM = Key.list(
            "from", Words.USER, "Who may approve it: names as Jenkins knows them, or ARNs; everybody when left out.");
    static final Key<Boolean> REQUESTER = Key.defaulted(
            "requesterMayApprove",
            new Flag(),
            false,
            "Whether who asked for it counts. Only where nobody else is there; plans and evidence say so.");

    private static final Mapping RULE = Mapping.of(NEEDED, FROM, REQUESTER);

    static final Map<Kind, Key<Section>> KINDS = new EnumMap<>(Map.of(
            Kind.RESTORE, kind("restore", "Restores, where their plans are approved."),
            Kind.CUT_OVER, kind("cutOver", "Another instance takes over the name of a database."),
            Kind.FAILOVER, kind("failover", "The primary region is presumed lost."),
            Kind.SWITCHOVER, kind("switchover", "The estate moves while both regions work."),
            Kind.COMMIT, kind("commit", "A move stays."),
            Kind.ROLL_BACK, kind("rollBack", "A move is taken back."),
            Kind.FAILBACK, kind("failback", "The estate goes home."),
            Kind.SIGN_OFF, kind("signOff", "Those who answer for the estate sign what runs have shown."),
            Kind.PROVISION, kind("provision", "What the estate declares is created or changed by a plan of Terraform."),
            Kind.LOCK, kind("lock", "A vault is locked for ever, each by a plan of its own.")));

    static final Key<String> NAME = Key.required("name", Words.USER.like("ann"), "As Jenkins knows the person.");
    static final Key<List<Listed<String>>> AWS =
            Key.list("aws", Words.IDENTITY, "The same person in AWS, as STS GetCallerIdentity names it.");
    static final Key<List<Listed<Section>>> PERSONS =
            Key.list("people", Mapping.of(NAME, AWS), "Who is who in Jenkins and in AWS, so that nobody counts twice.");
    static final Key<Duration> ESCALATE = Key.optional(
            "escalateAfter", Span.SPAN, "How long a plan waits for its approvals before more people are told.");

    static final Key<Section> APPROVALS = Key.optional(
            "approvals",
            Mapping.of(
                    ESCALATE,
                    PERSONS,
                    KINDS.get(Kind.RESTORE),
                    KINDS.get(Kind.CUT_OVER),
                    KINDS.get(Kind.FAILOVER),
                    KINDS.get(Kind.SWITCHOVER),
                    KINDS.get(Kind.COMMIT),
                    KINDS.get(Kind.ROLL_BACK),
                    KINDS.get(Kind.FAILBACK),
                    KINDS.get(Kind.SIGN_OFF),
                    KINDS.get(Kind.PROVISION),
                    KINDS.get(Kind.LOCK)),
            "Who approves what. Without it one person does, who did not ask for it.");

    private ApprovalKeys() {}

    private static Key<Section> kind(String name, String about) {
        return Key.optional(name, RULE, about);
    }

    static Approvers build(Section approvals) {
        Map<Kind, Rule> rules = new EnumMap<>(Kind.class);
        KINDS.forEach((kind, key) -> approvals
                .get(key)
                .ifPresent(rule ->
                        rules.put(kind, new Rule(rule.require(NEEDED), rule.items(FROM), rule.require(REQUESTER)))));
        return new Approvers(
                rules,
                approvals.items(PERSONS).stream()
                        .map(person -> new Person(person.require(NAME), person.items(AWS)))
                        .toList(),
                approvals.get(ESCALATE));
    }
}
