package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.provision.AccessPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.ValidationMethod;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;

/**
 * Creates what services of an estate need to start in either region, and what lets somebody move them: images, secrets,
 * certificates, and the roles with the policy {@code dr iam-policy} prints.
 */
final class StandbySeeder {
    private static final String TRUST =
            "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\":"
                    + " \"sts:AssumeRole\", \"Principal\": {\"Service\": \"ec2.amazonaws.com\"}}]}";

    private final Estate estate;
    private final Aws aws;
    private final Runnable pause;
    private final Set<String> made = new HashSet<>();

    /**
     * A seeder.
     *
     * @param pause lets a second pass: ACM takes five requests a second
     */
    StandbySeeder(Estate estate, Aws aws, Runnable pause) {
        this.estate = estate;
        this.aws = aws;
        this.pause = pause;
    }

    void seed() {
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        for (EcsService service : estate.services()) {
            String image = service.service();
            if (made.add(image)) {
                Stream.of(primary, dr).forEach(region -> image(region, image));
                aws.client(SecretsManagerClient.class, primary)
                        .createSecret(request -> request.name(ServiceSeeder.secret(image))
                                .addReplicaRegions(
                                        ReplicaRegionType.builder().region(dr).build()));
            }
        }
        estate.records()
                .forEach(dns -> Stream.of(primary, dr).forEach(region -> {
                    aws.client(AcmClient.class, region)
                            .requestCertificate(
                                    request -> request.domainName(dns.name()).validationMethod(ValidationMethod.DNS));
                    pause.run();
                }));
        Stream.of(estate.access().primaryRole(), estate.access().drRole())
                .flatMap(role -> role.stream())
                .distinct()
                .forEach(this::role);
    }

    /** The same in each region, as replication makes it. */
    private void image(String region, String name) {
        EcrClient ecr = aws.client(EcrClient.class, region);
        ecr.createRepository(request -> request.repositoryName(name));
        ecr.putImage(request -> request.repositoryName(name)
                .imageManifest("{\"rehearsal\": \"" + name + "\"}")
                .imageTag(ServiceSeeder.TAG));
    }

    /** Of another account than the estate's nothing can be created here. */
    private void role(String arn) {
        if (!arn.contains(":" + EstateAccount.of(estate) + ":role/")) {
            return;
        }
        String path = arn.substring(arn.indexOf(":role/") + ":role".length());
        String name = path.substring(path.lastIndexOf('/') + 1);
        IamClient iam = aws.client(IamClient.class, estate.regions().primary());
        iam.createRole(request -> request.roleName(name)
                .path(path.substring(0, path.lastIndexOf('/') + 1))
                .assumeRolePolicyDocument(TRUST));
        iam.putRolePolicy(request -> request.roleName(name)
                .policyName("disaster-recovery")
                .policyDocument(new Json(List.of()).canonical(AccessPolicy.of(estate))));
    }
}
