package io.labelmint.dr.review.cost;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.yaml.Amount;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.CostByUsage;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Facts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What do backups and copies cost, and is that within the budget? Without a budget it is told and not judged. What S3 costs is
 * estimated ({@link BucketSpend}), and what cannot be estimated is not known, so nothing is green without it. Cost Explorer has
 * its one endpoint in us-east-1: while that is silent, nobody knows, and nothing but a review asks.
 *
 * <p>Each request is billed, and what Cost Explorer knows changes a few times a day ({@link CostByUsage}): what a review of the same
 * day was told is judged again instead of being asked for again.
 */
public final class BackupSpend implements Check {
    static final String ID = "cost.spend";

    /** The fact with the run that asked, where it was another one. */
    static final String FOUND_BY = "foundBy";

    /** AWS Cost Management API reference, "Service Endpoint": there is one. */
    private static final String HOME = "us-east-1";

    private final Ledgers ledgers;
    private final RunKind kind;

    /**
     * The check.
     *
     * @param ledgers what reviews of the same day found already
     * @param kind which runs count as that
     */
    public BackupSpend(Ledgers ledgers, RunKind kind) {
        this.ledgers = ledgers;
        this.kind = kind;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Look look = new Look(
                ID,
                estate.name(),
                estate.budget()
                        .backupsPerMonth()
                        .map(budget -> "backups cost at most " + budget + " in 30 days")
                        .orElse("what backups cost is known"),
                Controls.MONITORING);
        Optional<AskedToday.Found> asked = new AskedToday(ledgers, kind).of(estate, now);
        if (asked.isPresent()) {
            return List.of(judge(
                    look,
                    estate,
                    asked.get().bill(),
                    observatory,
                    " Asked once a day: " + asked.get().run() + " did.",
                    Facts.of(FOUND_BY, asked.get().run())));
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Reading<CostByUsage.Costs> reading = observatory.read(new CostByUsage(
                HOME, estate.access().account(), Bill.SERVICES, Bill.firstDay(today), Bill.until(today)));
        return List.of(reading.<Finding>fold(
                costs -> judge(look, estate, costs, observatory, today), problem -> look.notTested(problem)));
    }

    private static Finding judge(
            Look look, Estate estate, CostByUsage.Costs costs, Observatory observatory, LocalDate today) {
        Bill bill;
        try {
            bill = Bill.of(
                    costs,
                    today,
                    List.of(estate.regions().primary(), estate.regions().dr()),
                    estate.databases().isEmpty() && estate.caches().isEmpty());
        } catch (ProblemException e) {
            return look.notTested(e.problem());
        }
        return judge(look, estate, bill, observatory, "", Facts.NONE);
    }

    /** What S3 costs is read each time: it is not what is billed by the request. */
    private static Finding judge(
            Look look, Estate estate, Bill bill, Observatory observatory, String note, Facts more) {
        Tally tally = new Tally(look);
        Optional<BucketSpend> buckets = Optional.empty();
        try {
            buckets = BucketSpend.of(estate, bill, observatory);
        } catch (ProblemException e) {
            tally.unknown(e.problem());
        }
        BigDecimal all = bill.last().add(buckets.map(BucketSpend::counted).orElse(BigDecimal.ZERO));
        Optional<Amount> budget = estate.budget().backupsPerMonth();
        Facts facts = bill.facts()
                .and(Facts.of(
                        "changePercent",
                        bill.changePercent().map(Object::toString).orElse("not known"),
                        "nextYear",
                        bill.nextYear(),
                        "budget",
                        budget.map(Amount::toString).orElse("not declared")))
                .and(buckets.map(BucketSpend::facts).orElse(Facts.NONE))
                .and(more);
        facts.values().forEach(tally::fact);
        String summary = "Backups and copies of " + estate.name() + " cost " + bill.last() + " " + bill.currency()
                + " from " + bill.from() + " to " + bill.until().minusDays(1) + ", " + change(bill)
                + "; on a straight line the next year costs " + bill.nextYear() + " " + bill.currency() + "."
                + buckets.map(spend -> spend.words(bill.currency())).orElse("");
        if (budget.isEmpty()) {
            return tally.finding(summary + note);
        }
        BigDecimal most = budget.get().value();
        if (!budget.get().currency().equals(bill.currency())) {
            tally.wrong(
                    summary + " The budget is " + budget.get() + ", and cannot be held against " + bill.currency() + "."
                            + note,
                    "Declare budget.backupsPerMonth in " + bill.currency() + ", the currency of the bill.");
        } else if (all.compareTo(most) > 0) {
            tally.wrong(
                    summary + " That is " + all.subtract(most) + " " + bill.currency() + " above the budget of "
                            + budget.get() + "." + note,
                    "See what of it is what in spend.* and s3.*, what keeping costs in cost.retention and what is paid for"
                            + " in vain in cost.lifecycle; shorten what nobody has to keep, or raise"
                            + " budget.backupsPerMonth.");
        }
        return tally.finding(summary + " The budget is " + budget.get() + "." + note);
    }

    private static String change(Bill bill) {
        if (bill.before().isEmpty()) {
            return "and nothing is known of the 30 days before";
        }
        String before = " the 30 days before (" + bill.before().get() + ")";
        return bill.changePercent()
                .map(percent -> percent == 0
                        ? "as much as" + before
                        : Math.abs(percent) + "% " + (percent > 0 ? "more" : "less") + " than" + before)
                .orElse("after" + before);
    }
}
