package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.estate.yaml.Amount;
import io.labelmint.dr.plan.Facts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the copies of a drill cost at most, before any of them is there: each for as long as it may be kept, by the estate's own
 * prices. It is an upper bound of what is paid for by the hour; storage, requests and tasks that ask copies are not in it.
 *
 * @param estate whose prices and budget it goes by
 * @param parts one for each store
 */
record DrillQuote(Estate estate, List<Part> parts) {
    /** Id of the finding whether a drill costs no more than it may. */
    static final String CHECK = "drill.budget";

    /** The fact with the stores that are left out. */
    static final String LEFT_OUT = "leftOut";

    DrillQuote {
        parts = List.copyOf(parts);
    }

    /** What there is to say of one store. */
    sealed interface Part {}

    /**
     * A copy that will be there.
     *
     * @param store which
     * @param rent what is paid for by the hour; empty if nothing is
     */
    record Copy(Store store, Optional<Rent> rent) implements Part {}

    /**
     * A copy that would be there, and nobody can say as what.
     *
     * @param store which
     * @param why what is not known
     */
    record Unknown(Store store, Problem why) implements Part {}

    /**
     * A store that cannot be restored, and is not.
     *
     * @param store which
     * @param why what is missing
     */
    record LeftOut(Store store, Problem why) implements Part {}

    /** The stores that are left out, and why. */
    List<LeftOut> leftOut() {
        return only(LeftOut.class).toList();
    }

    /** Held against the budget; without one it is told and not judged. */
    Finding judged() {
        Optional<Amount> budget = estate.budget().drill();
        Look look = new Look(
                CHECK,
                estate.name(),
                budget.map(most -> "the copies of a drill cost at most " + most)
                        .orElse("what a drill costs is said before it begins"),
                Controls.MONITORING);
        Facts facts =
                facts().and(Facts.of("budget", budget.map(Amount::toString).orElse("not declared")));
        if (budget.isEmpty()) {
            return look.passed(words() + " There is no budget of drills.", facts);
        }
        Amount most = budget.get();
        Optional<Problem> unpriced = unpriced();
        if (unpriced.isPresent()) {
            Problem why = unpriced.get();
            return look.notTested(
                    Problem.of(why.code(), why.summary() + refused(" The budget is " + most), why.remedy()), facts);
        }
        Amount sum = sum().orElse(new Amount(BigDecimal.ZERO, most.currency()));
        if (!sum.currency().equals(most.currency())) {
            return look.failed(
                    words() + refused(" The budget is " + most + ", and cannot be held against " + sum.currency()),
                    "Declare budget.drill in " + sum.currency() + ", the currency of prices.",
                    facts);
        }
        BigDecimal over = sum.value().subtract(most.value());
        if (over.signum() > 0) {
            return look.failed(
                    words()
                            + refused(" That is " + over.toPlainString() + " " + most.currency()
                                    + " above the budget of " + most),
                    "Drill fewer stores at once, shorten keepFor or name a smaller class in their restore.test, or raise"
                            + " budget.drill.",
                    facts);
        }
        return look.passed(words() + " The budget is " + most + ".", facts);
    }

    private static String refused(String why) {
        return why + ", so nothing is restored.";
    }

    /** What it costs, in a sentence; why nobody knows, where nobody does. */
    private String words() {
        return unpriced()
                .map(Problem::summary)
                .orElseGet(() -> sum().map(most -> "The copies of this drill cost at most " + most
                                + ", without storage, requests and tasks that ask them.")
                        .orElse("Nothing of this drill is paid for by the hour."));
    }

    /** Each copy with what it costs, the stores in their order. */
    private Facts facts() {
        Facts facts = Facts.of(
                "atMost",
                unpriced().isPresent()
                        ? "not known"
                        : sum().map(Amount::toString).orElse("nothing"));
        for (Copy copy : only(Copy.class).toList()) {
            facts = facts.and(Facts.of(
                    JobPlans.COPY + copy.store().id(),
                    copy.rent().map(this::words).orElse("nothing by the hour")));
        }
        for (Unknown unknown : only(Unknown.class).toList()) {
            facts = facts.and(Facts.of(JobPlans.COPY + unknown.store().id(), "not known"));
        }
        return leftOut().isEmpty()
                ? facts
                : facts.and(Facts.of(
                        LEFT_OUT,
                        leftOut().stream().map(left -> left.store().id()).collect(Collectors.joining(", "))));
    }

    private String words(Rent rent) {
        return rent.words() + ", "
                + rent.cost(estate.prices()).map(Amount::toString).orElse("not priced");
    }

    /** Why nobody knows what it costs; empty if it is known. */
    private Optional<Problem> unpriced() {
        Optional<Problem> unknown = only(Unknown.class).map(Unknown::why).findFirst();
        if (unknown.isPresent()) {
            return unknown;
        }
        SortedSet<String> missing = rents().filter(
                        rent -> rent.cost(estate.prices()).isEmpty())
                .map(Rent::of)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!missing.isEmpty()) {
            String classes = String.join(", ", missing);
            return Optional.of(Problem.of(
                    "drill.not-priced",
                    "Nobody knows what this drill costs, because the estate has no price of " + classes + ".",
                    "Declare what an hour of " + classes + " costs, under prices in the estate file."));
        }
        SortedSet<String> currencies = costs().map(Amount::currency).collect(Collectors.toCollection(TreeSet::new));
        return currencies.size() > 1
                ? Optional.of(Problem.of(
                        "drill.currencies",
                        "Nobody knows what this drill costs, because prices of its copies are in "
                                + String.join(" and ", currencies) + ".",
                        "Declare all prices in one currency."))
                : Optional.empty();
    }

    private Optional<Amount> sum() {
        return costs().reduce((one, other) -> new Amount(one.value().add(other.value()), one.currency()));
    }

    private Stream<Amount> costs() {
        return rents().flatMap(rent -> rent.cost(estate.prices()).stream());
    }

    private Stream<Rent> rents() {
        return only(Copy.class).flatMap(copy -> copy.rent().stream());
    }

    private <T extends Part> Stream<T> only(Class<T> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast);
    }
}
