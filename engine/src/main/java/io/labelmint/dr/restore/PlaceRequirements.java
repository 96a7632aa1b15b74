package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.SecurityGroups;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * What a place must have before anything is restored there, of whatever kind of store: security groups, keys. Whoever
 * asks is told in one sentence what is missing.
 */
public final class PlaceRequirements {
    private final Observatory observatory;
    private final String region;
    private final String target;

    /**
     * Those of a place in {@code region}.
     *
     * @param target name of what is restored there, for problems
     */
    public PlaceRequirements(Observatory observatory, String region, String target) {
        this.observatory = observatory;
        this.region = region;
        this.target = target;
    }

    /**
     * Makes sure that there are the security groups {@code ids}, in the VPC {@code vpc} of the subnets {@code subnetGroup}.
     *
     * @param isolated whether nothing may get out of the place
     * @throws ProblemException of the first thing that is not so
     * @throws io.labelmint.dr.observatory.Unanswered if they could not be read
     */
    public void securityGroups(List<String> ids, String vpc, String subnetGroup, boolean isolated) {
        List<SecurityGroup> all = observatory.read(new SecurityGroups(region)).orElseThrow();
        for (String id : ids) {
            SecurityGroup found = all.stream()
                    .filter(group -> group.groupId().equals(id))
                    .findFirst()
                    .orElseThrow(() ->
                            missing("security group " + id, "Create it, or correct securityGroups in the estate."));
            if (!vpc.equals(found.vpcId())) {
                throw unmet(
                        "restore.other-vpc",
                        "Security group " + id + " is in " + found.vpcId() + ", and the " + subnetGroup + " is in "
                                + vpc + ".",
                        "Name a security group of " + vpc + " in the estate.");
            }
            if (isolated && !found.ipPermissionsEgress().isEmpty()) {
                throw unmet(
                        "restore.not-isolated",
                        "Security group " + id + " has "
                                + found.ipPermissionsEgress().size()
                                + " rules for egress, so a restored copy of production could reach others.",
                        "Revoke all egress rules of " + id + " in " + region
                                + "; answers to the prober need none, because security groups are stateful.");
            }
        }
    }

    /**
     * Makes sure that the security groups {@code ids}, in which a copy is masked, let in neither everyone nor who has one
     * of the groups {@code admitted}. Whom they do let in, nobody but their owner can say.
     *
     * @throws ProblemException if it is not so
     * @throws io.labelmint.dr.observatory.Unanswered if they could not be read
     */
    void closed(List<String> ids, List<String> admitted) {
        observatory.read(new SecurityGroups(region)).orElseThrow().stream()
                .filter(group -> ids.contains(group.groupId()))
                .forEach(group -> group.ipPermissions()
                        .forEach(permission -> letsIn(permission, admitted).ifPresent(whom -> {
                            throw unmet(
                                    "restore.not-isolated",
                                    "Security group " + group.groupId()
                                            + ", in which the copy is to be masked, lets in " + whom + ".",
                                    "Let " + group.groupId() + " in " + region
                                            + " admit nobody but this machine, which masks.");
                        })));
    }

    private static Optional<String> letsIn(IpPermission permission, List<String> admitted) {
        Stream<String> everyone = Stream.concat(
                        permission.ipRanges().stream().map(IpRange::cidrIp),
                        permission.ipv6Ranges().stream().map(Ipv6Range::cidrIpv6))
                .filter(range -> range.endsWith("/0"))
                .map(range -> "everyone (" + range + ")");
        Stream<String> people = permission.userIdGroupPairs().stream()
                .map(UserIdGroupPair::groupId)
                .filter(admitted::contains)
                .map(group -> "who has " + group);
        return Stream.concat(everyone, people).findFirst();
    }

    /**
     * Makes sure that there is the KMS key {@code name}, and that it is enabled.
     *
     * @param purpose what it is for, such as {@code which the backup is encrypted with}
     * @param otherwise what to do without it
     * @throws ProblemException if it is not so
     * @throws io.labelmint.dr.observatory.Unanswered if it could not be read
     */
    public void key(String name, String purpose, String otherwise) {
        KeyState state = observatory
                .read(new EncryptionKey(region, name))
                .orElseThrow()
                .orElseThrow(() -> missing("KMS key " + name, otherwise))
                .keyState();
        if (state != KeyState.ENABLED) {
            throw unmet(
                    "restore.key-not-enabled",
                    "KMS key " + name + " in " + region + ", " + purpose + ", is " + state + ".",
                    "Enable the key, or cancel its deletion, in the KMS console of " + region + ".");
        }
    }

    /** There is no {@code what} in the region. */
    public ProblemException missing(String what, String remedy) {
        return unmet("restore.missing", "There is no " + what + " in " + region + ".", remedy);
    }

    /** Something is not as a restore needs it. */
    public ProblemException unmet(String code, String summary, String remedy) {
        return Problem.of(code, summary, remedy)
                .with("region", region)
                .with("target", target)
                .asException();
    }
}
