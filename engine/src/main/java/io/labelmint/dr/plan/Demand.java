package io.labelmint.dr.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whose approvals a plan needs before it may be begun. Part of the plan and so of its digest: what is declared later, or
 * who asks later, changes nothing about it.
 *
 * <p>People are compared as Jenkins compares them unless it is told otherwise: without regard to case (IdStrategy's {@code
 * CaseInsensitive}).
 *
 * @param needed how many different people have to approve it
 * @param from who may; empty for everybody
 * @param requesters who asked for it: none of them counts
 * @param requesterMayApprove whether they count all the same
 * @param names the name of the person behind each identity of AWS that is declared to be somebody's
 */
public record Demand(
        int needed,
        List<String> from,
        List<String> requesters,
        boolean requesterMayApprove,
        SortedMap<String, String> names) {

    /** One person, whoever it is: what a plan demands that was stored before there was anything else. */
    public static final Demand ANYBODY = new Demand(1, List.of(), List.of(), false, new TreeMap<>());

    public Demand {
        from = List.copyOf(from);
        requesters = List.copyOf(requesters);
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
    }

    /** The person behind {@code identity}: by the name that is declared for it, or itself. */
    public String person(String identity) {
        return names.entrySet().stream()
                .filter(known -> known.getKey().equalsIgnoreCase(identity))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(identity);
    }

    /** Whether two identities are known to be one person. */
    public boolean same(String one, String other) {
        return person(one).equalsIgnoreCase(person(other));
    }

    /** Whether {@code identity} is of who asked for the plan, or may be taken for it. */
    public boolean isRequester(String identity) {
        return requesters.stream().anyMatch(requester -> same(requester, identity));
    }

    /** Whether {@code identity} is of somebody who may approve it. */
    public boolean allows(String identity) {
        return from.isEmpty() || from.stream().anyMatch(name -> same(name, identity));
    }

    /**
     * The one of {@code others} of whom nobody can say whether it is the same person as {@code identity}: one is known to
     * Jenkins and the other to AWS, and no declaration says who is who.
     */
    public Optional<String> indistinct(String identity, Stream<String> others) {
        return others.filter(other -> isArn(person(identity)) != isArn(person(other)))
                .findFirst();
    }

    private static boolean isArn(String name) {
        return name.startsWith("arn:");
    }

    /** It in words, for whoever approves the plan. */
    public String words() {
        String people = needed == 1 ? "one person" : needed + " different people";
        String who = from.isEmpty() ? "" : " of " + String.join(", ", from);
        if (requesterMayApprove) {
            return people + who + "; WHO ASKED FOR IT COUNTS AS WELL, as the estate declares";
        }
        return people
                + who
                + (requesters.isEmpty() ? "" : ", not " + String.join(" or ", requesters) + ", who asked for it");
    }
}
