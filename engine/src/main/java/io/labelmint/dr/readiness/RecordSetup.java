package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.DnsRecord.SwitchedBy;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.GlobalServices;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RecordSets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * Does each public name have the records that let it move, and do clients forget the old answer soon enough? Needs us-east-1:
 * Route 53's control plane is there, and nobody else says how records are set; that names are answered does not depend on it.
 */
public final class RecordSetup implements Check {
    /** "For example, 60 or 120 seconds" (Amazon Route 53 Developer Guide, "Best practices for Amazon Route 53 DNS"). */
    private static final long LONGEST_SECONDS = 120;

    @Override
    public String id() {
        return "readiness.records";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.records().stream().map(dns -> finding(dns, observatory)).toList();
    }

    private Finding finding(DnsRecord dns, Observatory observatory) {
        Tally tally = new Tally(
                new Look(id(), dns.name(), "users are led to the DR region within minutes", Controls.CONTINUITY));
        tally.fact(
                "switchedBy", dns.switchedBy().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        tally.read(
                observatory.read(new RecordSets(GlobalServices.HOME, dns.hostedZone())),
                all -> judge(tally, dns, Records.of(all, dns.name())));
        return tally.finding(
                "The records of " + dns.name() + " can move, and are forgotten within " + LONGEST_SECONDS + " s.");
    }

    private static void judge(Tally tally, DnsRecord dns, List<ResourceRecordSet> records) {
        if (records.isEmpty()) {
            tally.wrong(
                    "Hosted zone " + dns.hostedZone() + " has no record " + dns.name() + ".",
                    "Create its records, or correct the name in the estate file.");
            return;
        }
        for (ResourceRecordSet each : records) {
            // An alias has no time to live of its own: it has that of what it leads to.
            tally.fact("ttl." + Records.words(each), each.ttl() == null ? "alias" : each.ttl());
            if (each.ttl() != null && each.ttl() > LONGEST_SECONDS) {
                tally.wrong(
                        "Clients remember the " + Records.words(each) + " record of " + dns.name() + " for "
                                + each.ttl() + " s.",
                        "Set its time to live to 60 s, and no longer than " + LONGEST_SECONDS + " s, days before it is"
                                + " needed.");
            }
        }
        if (dns.switchedBy() == SwitchedBy.RECORD_CHANGE) {
            tally.fact(
                    "warning",
                    "moving " + dns.name() + " needs Route 53's control plane in " + GlobalServices.HOME
                            + ", as the estate declares");
            return;
        }
        Optional<ResourceRecordSet> primary = Records.with(records, ResourceRecordSetFailover.PRIMARY);
        Optional<ResourceRecordSet> secondary = Records.with(records, ResourceRecordSetFailover.SECONDARY);
        if (primary.isEmpty() || secondary.isEmpty()) {
            tally.wrong(
                    dns.name() + " has no " + (primary.isEmpty() ? "primary" : "secondary")
                            + " failover record, so only an edit would move it, which needs Route 53's control plane in "
                            + GlobalServices.HOME + ".",
                    "Create a primary and a secondary failover record, or declare switchedBy: record-change and accept"
                            + " that.");
        } else if (primary.get().healthCheckId() == null) {
            tally.wrong(
                    "The primary record of " + dns.name() + " has no health check, so it is always served.",
                    "Put the health check of the record on it.");
        } else if (secondary.get().healthCheckId() != null) {
            tally.fact(
                    "note",
                    "both records have health checks: when both fail, Route 53 takes all for healthy and answers with the"
                            + " primary one");
        }
    }
}
