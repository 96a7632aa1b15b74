package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.rds.RdsClient;

/** Creates the places an estate restores databases and caches in: networks, subnet groups, security groups, parameter groups. */
final class PlaceSeeder {
    private static final String MAJOR = "17";
    private static final String FAMILY = "postgres" + MAJOR;
    private static final String CACHE_FAMILY = "redis7";
    private static final int POSTGRES_PORT = 5432;
    private static final int REDIS_PORT = 6379;

    private final Estate estate;
    private final Aws aws;
    private final Map<String, String> vpcs = new HashMap<>();
    private final Map<String, List<String>> subnets = new HashMap<>();
    private final Set<String> made = new HashSet<>();

    PlaceSeeder(Estate estate, Aws aws) {
        this.estate = estate;
        this.aws = aws;
    }

    /** Creates all of them. */
    void create() {
        for (PostgresDatabase database : estate.databases()) {
            Restores restores = database.restores();
            restores.primary().ifPresent(place -> create(estate.regions().primary(), place, false));
            restores.dr().ifPresent(place -> create(estate.regions().dr(), place, false));
            restores.test().ifPresent(test -> create(test.side().of(estate.regions()), test.place(), true));
            boolean placed = restores.primary().isPresent();
            database.failover()
                    .isolatedIn()
                    .forEach(id -> fence(estate.regions().primary(), id, placed));
            boolean placedThere = restores.dr().isPresent();
            database.failover()
                    .drIsolatedIn()
                    .forEach(id -> fence(estate.regions().dr(), id, placedThere));
        }
        for (RedisGroup redis : estate.caches()) {
            CacheRestores restores = redis.restores();
            restores.primary().ifPresent(place -> create(estate.regions().primary(), place, false));
            restores.dr().ifPresent(place -> create(estate.regions().dr(), place, false));
            restores.test().ifPresent(test -> create(test.side().of(estate.regions()), test.place(), true));
        }
    }

    private void create(String region, CachePlace place, boolean isolated) {
        network(region);
        ElastiCacheClient elastiCache = aws.client(ElastiCacheClient.class, region);
        if (made.add(region + " cache subnets " + place.subnetGroup())) {
            elastiCache.createCacheSubnetGroup(request -> request.cacheSubnetGroupName(place.subnetGroup())
                    .cacheSubnetGroupDescription("restores")
                    .subnetIds(subnets.get(region)));
        }
        if (!place.parameterGroup().startsWith("default.")
                && made.add(region + " cache parameters " + place.parameterGroup())) {
            elastiCache.createCacheParameterGroup(request -> request.cacheParameterGroupName(place.parameterGroup())
                    .cacheParameterGroupFamily(CACHE_FAMILY)
                    .description("restores"));
        }
        place.userGroup()
                .filter(id -> made.add(region + " users " + id))
                .ifPresent(id -> elastiCache.createUserGroup(
                        request -> request.userGroupId(id).engine("redis").userIds("default")));
        place.securityGroups().stream()
                .filter(id -> made.add(region + " " + id))
                .forEach(id -> securityGroup(region, id, REDIS_PORT, isolated));
    }

    private void create(String region, RestorePlace place, boolean isolated) {
        network(region);
        RdsClient rds = aws.client(RdsClient.class, region);
        if (made.add(region + " subnets " + place.subnetGroup())) {
            rds.createDBSubnetGroup(request -> request.dbSubnetGroupName(place.subnetGroup())
                    .dbSubnetGroupDescription("restores")
                    .subnetIds(subnets.get(region)));
        }
        if (made.add(region + " parameters " + place.parameterGroup())) {
            rds.createDBParameterGroup(request -> request.dbParameterGroupName(place.parameterGroup())
                    .dbParameterGroupFamily(FAMILY)
                    .description("restores"));
        }
        place.optionGroup()
                .filter(name -> made.add(region + " options " + name))
                .ifPresent(name -> rds.createOptionGroup(request -> request.optionGroupName(name)
                        .engineName("postgres")
                        .majorEngineVersion(MAJOR)
                        .optionGroupDescription("restores")));
        place.securityGroups().stream()
                .filter(id -> made.add(region + " " + id))
                .forEach(id -> securityGroup(region, id, POSTGRES_PORT, isolated));
        place.isolatedIn().stream()
                .flatMap(List::stream)
                .filter(id -> made.add(region + " " + id))
                .forEach(id -> securityGroup(region, id, POSTGRES_PORT, true));
    }

    /** A group that lets nobody in, in the network of the instance it is for: the default one, if no place is declared. */
    private void fence(String region, String id, boolean placed) {
        network(region);
        if (made.add(region + " " + id)) {
            group(region, id, placed ? vpcs.get(region) : defaultVpc(region));
        }
    }

    private String defaultVpc(String region) {
        return aws.client(Ec2Client.class, region)
                .describeVpcs(request -> request.filters(
                        Filter.builder().name("is-default").values("true").build()))
                .vpcs()
                .get(0)
                .vpcId();
    }

    private void network(String region) {
        Ec2Client ec2 = aws.client(Ec2Client.class, region);
        String vpc = vpcs.computeIfAbsent(
                region,
                first -> ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16"))
                        .vpc()
                        .vpcId());
        subnets.computeIfAbsent(
                region, first -> List.of(subnet(ec2, vpc, first + "a", 0), subnet(ec2, vpc, first + "b", 1)));
    }

    private static String subnet(Ec2Client ec2, String vpc, String zone, int number) {
        return ec2.createSubnet(
                        request -> request.vpcId(vpc).availabilityZone(zone).cidrBlock("10.0." + number + ".0/24"))
                .subnet()
                .subnetId();
    }

    /** Who asks the store comes in; and nothing gets out of a group for tests, as it does of others by default. */
    private void securityGroup(String region, String id, int port, boolean isolated) {
        Ec2Client ec2 = aws.client(Ec2Client.class, region);
        String created = group(region, id, vpcs.get(region));
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(created)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .ipRanges(IpRange.builder().cidrIp("10.0.0.0/16").build())
                        .build()));
        if (isolated) {
            ec2.revokeSecurityGroupEgress(request -> request.groupId(created)
                    .ipPermissions(IpPermission.builder()
                            .ipProtocol("-1")
                            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                            .build()));
        }
    }

    private String group(String region, String id, String vpc) {
        return aws.client(Ec2Client.class, region)
                .createSecurityGroup(request -> request.groupName("restores-" + id.substring(3))
                        .description("restores")
                        .vpcId(vpc)
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.SECURITY_GROUP)
                                .tags(Tag.builder()
                                        .key(Ec2Simulator.GROUP_ID_TAG)
                                        .value(id)
                                        .build())
                                .build()))
                .groupId();
    }
}
