package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.DnsRecord.StandbyFact;
import io.labelmint.dr.estate.DnsRecord.SwitchedBy;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.GlobalServices;
import io.labelmint.dr.observatory.HealthChecks;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RecordSets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * Does the health check of each record do on the day what it is for? A disabled one counts as healthy, one that is not inverted
 * takes the standby's word for the primary's, and one that is measured in the region that was lost says nothing (Amazon Route
 * 53 API Reference, HealthCheckConfig). Needs us-east-1, where Route 53's control plane is.
 */
public final class HealthCheckTraps implements Check {
    @Override
    public String id() {
        return "readiness.health-checks";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.records().stream()
                .filter(dns -> dns.switchedBy() != SwitchedBy.RECORD_CHANGE)
                .map(dns -> finding(estate, dns, observatory))
                .toList();
    }

    private Finding finding(Estate estate, DnsRecord dns, Observatory observatory) {
        Tally tally = new Tally(new Look(id(), dns.name(), "the name moves when it is told to", Controls.CONTINUITY));
        tally.read(
                observatory.read(new RecordSets(GlobalServices.HOME, dns.hostedZone())),
                zone -> tally.read(
                        observatory.read(new HealthChecks(GlobalServices.HOME)),
                        checks -> primary(tally, estate, dns, Records.of(zone, dns.name()), checks)));
        return tally.finding("The health check of " + dns.name() + " moves it when it is told to.");
    }

    private static void primary(
            Tally tally, Estate estate, DnsRecord dns, List<ResourceRecordSet> records, List<HealthCheck> checks) {
        Optional<String> used = Records.with(records, ResourceRecordSetFailover.PRIMARY)
                .map(ResourceRecordSet::healthCheckId)
                .or(dns::healthCheck);
        dns.healthCheck()
                .filter(declared -> !used.equals(Optional.of(declared)))
                .ifPresent(declared -> tally.wrong(
                        "The primary record of " + dns.name() + " has health check " + used.orElse("none") + ", and "
                                + declared + " is declared.",
                        "Correct healthCheck in the estate file, or the record."));
        Optional<HealthCheck> check = checks.stream()
                .filter(each -> used.equals(Optional.of(each.id())))
                .findFirst();
        if (check.isEmpty()) {
            tally.wrong(
                    "There is no health check " + used.orElse("of " + dns.name()) + ": a record without one is always"
                            + " healthy.",
                    "Create it, and put it on the primary record.");
            return;
        }
        judge(tally, estate, dns, check.get().id(), check.get().healthCheckConfig());
    }

    private static void judge(Tally tally, Estate estate, DnsRecord dns, String id, HealthCheckConfig config) {
        tally.fact("healthCheck", id);
        tally.fact("type", config.typeAsString());
        tally.fact("inverted", Boolean.TRUE.equals(config.inverted()));
        if (Boolean.TRUE.equals(config.disabled())) {
            tally.wrong(
                    "Health check " + id + " of " + dns.name()
                            + " is disabled, which Route 53 takes for healthy: the name" + " would never move.",
                    "Enable it.");
        }
        if (dns.switchedBy() == SwitchedBy.ROUTING_CONTROL) {
            routing(tally, dns, id, config);
            return;
        }
        if (!Boolean.TRUE.equals(config.inverted())) {
            tally.wrong(
                    "Health check " + id + " of " + dns.name() + " is not inverted: it would fail when the standby says"
                            + " nothing, and not when it takes over.",
                    "Invert it, in a quiet hour, because a check that is newly inverted begins unhealthy.");
        }
        if (config.type() == HealthCheckType.CLOUDWATCH_METRIC) {
            alarm(tally, estate, dns, id, config);
        } else {
            endpoint(tally, estate, dns, id, config);
        }
    }

    private static void routing(Tally tally, DnsRecord dns, String id, HealthCheckConfig config) {
        if (config.type() != HealthCheckType.RECOVERY_CONTROL
                || dns.routing()
                        .filter(controls -> controls.primary().equals(config.routingControlArn()))
                        .isEmpty()) {
            tally.wrong(
                    "Health check " + id + " of " + dns.name() + " does not follow the routing control of the primary"
                            + " region that is declared.",
                    "Create one of type RECOVERY_CONTROL for it, and put it on the primary record.");
        }
    }

    private static void alarm(Tally tally, Estate estate, DnsRecord dns, String id, HealthCheckConfig config) {
        String region = config.alarmIdentifier().regionAsString();
        tally.fact("alarm", config.alarmIdentifier().name() + " in " + region);
        if (!estate.regions().dr().equals(region)) {
            tally.wrong(
                    "Health check " + id + " of " + dns.name() + " is measured in " + region + ".",
                    "Measure it in " + estate.regions().dr() + ", which is what is left when it is needed.");
        }
        if (config.insufficientDataHealthStatus() != InsufficientDataHealthStatus.LAST_KNOWN_STATUS) {
            tally.wrong(
                    "Without data health check " + id + " of " + dns.name() + " becomes "
                            + config.insufficientDataHealthStatusAsString()
                            + ": traffic would move, or move back, because"
                            + " somebody said nothing.",
                    "Set InsufficientDataHealthStatus to LastKnownStatus.");
        }
    }

    /** The object that a check looks for is in the bucket that is declared, and reached at its region's own address. */
    private static void endpoint(Tally tally, Estate estate, DnsRecord dns, String id, HealthCheckConfig config) {
        String host = String.valueOf(config.fullyQualifiedDomainName());
        tally.fact("endpoint", host + (config.resourcePath() == null ? "" : config.resourcePath()));
        if (!host.contains("." + estate.regions().dr() + ".")) {
            tally.wrong(
                    "Health check " + id + " of " + dns.name() + " asks " + host + ", which is not by its name in "
                            + estate.regions().dr() + ".",
                    "Have it ask the address of " + estate.regions().dr() + ", such as BUCKET.s3."
                            + estate.regions().dr() + ".amazonaws.com.");
        }
        dns.fact()
                .filter(StandbyFact.Published.class::isInstance)
                .map(StandbyFact.Published.class::cast)
                .filter(object ->
                        !(host.startsWith(object.bucket() + ".") && ("/" + object.key()).equals(config.resourcePath())))
                .ifPresent(object -> tally.wrong(
                        "Health check " + id + " of " + dns.name() + " does not ask for s3://" + object.bucket() + "/"
                                + object.key() + ", which a failover publishes.",
                        "Correct the check, or standbyObject in the estate file."));
    }
}
