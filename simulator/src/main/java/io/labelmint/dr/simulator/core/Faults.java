package io.labelmint.dr.simulator.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What shall go wrong: scripted for the next or n-th call, at random, or for a whole region.
 *
 * <p>Outages of regions are part of the world and survive reopening it. Faults of single calls belong to this process:
 * a fault that prevents an effect leaves no trace in a journal of effects.
 */
public final class Faults {
    /** Matches every service, operation or region. */
    public static final String ANY = "*";

    private final Consumer<Script> script;
    private final List<Rule> rules = new ArrayList<>();
    private Duration deadline = Duration.ofSeconds(10);
    private SplittableRandom random = new SplittableRandom(0);
    private double probability;
    private List<Fault> kinds = List.of();

    Faults(Consumer<Script> script) {
        this.script = script;
    }

    /** The next calls of {@code operation}, in any region, meet {@code faults}, one each. */
    public Faults next(String service, String operation, Fault... faults) {
        for (int i = 0; i < faults.length; i++) {
            nth(ANY, service, operation, i + 1, faults[i]);
        }
        return this;
    }

    /**
     * The {@code n}-th matching call from now, counted from 1, meets {@code fault}.
     *
     * @param region a region, or {@link #ANY}; likewise service and operation
     */
    public Faults nth(String region, String service, String operation, int n, Fault fault) {
        rules.add(new Rule(region, service, operation, n, fault));
        return this;
    }

    /** Every call meets, with {@code probability}, one of {@code kinds}; the same calls meet the same faults. */
    public Faults random(long seed, double probability, Fault... kinds) {
        this.random = new SplittableRandom(seed);
        this.probability = probability;
        this.kinds = List.of(kinds);
        return this;
    }

    /** Breaks {@code region} as a whole, or heals it with {@link Outage#NONE}. */
    public Faults region(String region, Outage outage) {
        script.accept(Scripts.outage(region, outage));
        return this;
    }

    /** Breaks {@code service} of {@code region} alone, such as one endpoint of several, or heals it. */
    public Faults service(String region, String service, Outage outage) {
        script.accept(Scripts.outage(region, service, outage));
        return this;
    }

    /** How long a client waits for an answer before it gives up: the virtual time a time-out costs. */
    public Faults deadline(Duration deadline) {
        this.deadline = deadline;
        return this;
    }

    /** Forgets the faults of single calls, scripted and random; outages stay. */
    public Faults clear() {
        rules.clear();
        probability = 0;
        return this;
    }

    Duration deadline() {
        return deadline;
    }

    /** The fault {@code call} meets. Every matching rule counts the call, whether or not another one strikes. */
    Optional<Fault> strike(Call call) {
        Fault struck = null;
        for (Iterator<Rule> i = rules.iterator(); i.hasNext(); ) {
            Rule rule = i.next();
            if (rule.matches(call) && --rule.left == 0) {
                i.remove();
                struck = struck == null ? rule.fault : struck;
            }
        }
        if (struck == null && probability > 0 && random.nextDouble() < probability) {
            struck = kinds.get(random.nextInt(kinds.size()));
        }
        return Optional.ofNullable(struck);
    }

    private static final class Rule {
        private final String region;
        private final String service;
        private final String operation;
        private final Fault fault;
        private int left;

        private Rule(String region, String service, String operation, int left, Fault fault) {
            this.region = region;
            this.service = service;
            this.operation = operation;
            this.left = left;
            this.fault = fault;
        }

        private boolean matches(Call call) {
            return matches(region, call.region())
                    && matches(service, call.service())
                    && matches(operation, call.operation());
        }

        private static boolean matches(String wanted, String actual) {
            return wanted.equals(ANY) || wanted.equals(actual);
        }
    }
}
