package io.labelmint.dr.simulator.route53;

import io.labelmint.dr.simulator.arc.RoutingControlSimulator;
import io.labelmint.dr.simulator.cloudwatch.CloudWatchSimulator;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import io.labelmint.dr.simulator.s3.S3Simulator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Route53Exception;

/** Simulated Amazon Route 53: public hosted zones and health checks, and what DNS servers answer. */
public final class Route53Simulator implements Service {
    /** Where the control plane is, whichever region is asked: AWS whitepaper "AWS Fault Isolation Boundaries", Appendix B. */
    private static final String HOME = "us-east-1";

    private final HealthChecks checks;
    private final HostedZones zones;
    private final DnsServers servers;

    public Route53Simulator(S3Simulator s3, CloudWatchSimulator cloudWatch, RoutingControlSimulator routing) {
        this.checks = new HealthChecks(s3, cloudWatch, routing);
        this.zones = new HostedZones(checks::exists);
        this.servers = new DnsServers(zones, checks);
    }

    /** What a client that asks for {@code name} now is answered, control plane or not; empty if there is no such name. */
    public Optional<DnsAnswer> resolve(Context context, String name) {
        return servers.answer(context, name);
    }

    /** What a client still uses that asked for {@code name} as long ago as its time to live. */
    public Optional<DnsAnswer> resolveCached(Context context, String name) {
        return servers.cached(context, name);
    }

    @Override
    public String name() {
        return "route53";
    }

    @Override
    public String home(String region) {
        return HOME;
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return Route53Client.class;
    }

    @Override
    public void declare(Operations operations) {
        zones.declare(operations);
        checks.declare(operations);
    }

    @Override
    public AwsServiceException.Builder error() {
        return Route53Exception.builder();
    }

    /** "Five requests per second per AWS account", all operations together: developer guide, "Quotas". */
    @Override
    public Rate rate(String operation) {
        return new Rate("route53", 5, 5);
    }

    @Override
    public String throttlingCode() {
        return "Throttling";
    }

    @Override
    public List<String> inventory(Instant now) {
        return Stream.concat(zones.inventory().stream(), checks.inventory(now).stream())
                .toList();
    }
}
