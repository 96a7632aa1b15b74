package io.labelmint.dr.simulator.ec2;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Simulated Amazon EC2: VPCs, subnets and security groups, which databases are placed in and guarded by. */
public final class Ec2Simulator implements Service {
    /** AWS chooses ids of groups. So that an estate that names a group by its id can be rehearsed, this tag chooses it here. */
    public static final String GROUP_ID_TAG = "simulator:group-id";

    /** The same for subnets. */
    public static final String SUBNET_ID_TAG = "simulator:subnet-id";

    private final Networks networks = new Networks();
    private final SecurityGroups groups = new SecurityGroups(networks);
    private final SecurityGroupRules rules = new SecurityGroupRules(groups, networks);

    @Override
    public String name() {
        return "ec2";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return Ec2Client.class;
    }

    @Override
    public void declare(Operations operations) {
        networks.declare(operations);
        groups.declare(operations);
        rules.declare(operations);
    }

    @Override
    public AwsServiceException.Builder error() {
        return Ec2Exception.builder();
    }

    /**
     * EC2 developer guide, "Request throttling for the Amazon EC2 API": each operation by itself; 100 and 20 a second for
     * those that change nothing, 50 and 5 for the others.
     */
    @Override
    public Rate rate(String operation) {
        return operation.startsWith("Describe") ? new Rate(operation, 20, 100) : new Rate(operation, 5, 50);
    }

    /** EC2 developer guide, "Request throttling for the Amazon EC2 API". */
    @Override
    public String throttlingCode() {
        return "RequestLimitExceeded";
    }

    /** The id of the default VPC of the client's region. */
    public String defaultVpc(Context context) {
        return networks.defaultVpc(context);
    }

    /** The subnets of the client's region. */
    public List<Subnet> subnets(Context context) {
        return networks.subnets(context);
    }

    /** The id of the default security group of {@code vpc}. */
    public String defaultSecurityGroup(Context context, String vpc) {
        return groups.defaultOf(context, vpc).id;
    }

    /** The VPC of the security group {@code id}; empty if there is no such group in the client's region. */
    public Optional<String> vpcOf(Context context, String id) {
        return groups.find(context, id).map(group -> group.vpc);
    }

    /** Whether the security groups {@code ids} of the client's region let nobody in. */
    public boolean admitNobody(Context context, List<String> ids) {
        return ids.stream().flatMap(id -> groups.find(context, id).stream()).allMatch(group -> group.ingress.isEmpty());
    }

    /** Without what is there from the beginning. */
    @Override
    public List<String> inventory(Instant now) {
        return groups.created();
    }
}
