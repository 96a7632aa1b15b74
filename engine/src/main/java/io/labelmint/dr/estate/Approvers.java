package io.labelmint.dr.estate;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who approves what.
 *
 * @param rules what each kind of plan needs; a kind that is not in it needs {@link Rule#STANDARD}
 * @param people who is called what in Jenkins and in AWS, as far as it is declared
 * @param escalateAfter how long a plan waits for its approvals before more people are told; empty for never
 */
public record Approvers(Map<Kind, Rule> rules, List<Person> people, Optional<Duration> escalateAfter) {

    public Approvers {
        rules = Map.copyOf(rules);
        people = List.copyOf(people);
    }

    /** What a kind of plan needs. */
    public Rule of(Kind kind) {
        return rules.getOrDefault(kind, Rule.STANDARD);
    }

    /** The name of the person behind each identity of AWS that is declared. */
    public SortedMap<String, String> names() {
        SortedMap<String, String> names = new TreeMap<>();
        people.forEach(person -> person.aws().forEach(arn -> names.put(arn, person.name())));
        return names;
    }

    /** The kinds of plans a person approves. */
    public enum Kind {
        /** A store is restored beside what there is, or a bucket in place. */
        RESTORE,
        /** Another instance takes over the name of a database. */
        CUT_OVER,
        /** The estate moves to its DR region, because the primary one is presumed lost. */
        FAILOVER,
        /** The estate moves while both regions work. */
        SWITCHOVER,
        /** A move stays. */
        COMMIT,
        /** A move is taken back; what was written since is lost. */
        ROLL_BACK,
        /** The estate goes home. */
        FAILBACK,
        /** Those who answer for the estate sign what runs have shown. */
        SIGN_OFF,
        /** What the estate declares is created and changed by a plan of Terraform. */
        PROVISION,
        /** A vault is locked for ever. */
        LOCK;

        /** The word people use. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What a plan needs before it may be begun.
     *
     * @param needed how many people have to approve it
     * @param from who may; empty for everybody
     * @param requesterMayApprove whether who asked for it counts
     */
    public record Rule(int needed, List<String> from, boolean requesterMayApprove) {
        /** One person, whoever it is, who did not ask for it. */
        public static final Rule STANDARD = new Rule(1, List.of(), false);

        public Rule {
            from = List.copyOf(from);
        }
    }

    /**
     * A person under every name.
     *
     * @param name in Jenkins, and wherever people are named
     * @param aws the ARNs AWS knows the person by
     */
    public record Person(String name, List<String> aws) {
        public Person {
            aws = List.copyOf(aws);
        }
    }
}
