package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Creates what an estate declares, with AWS's own calls, so that the same estate can be had on the simulator and on
 * emulators.
 */
public final class EstateSeeder {
    private final Estate estate;
    private final Aws aws;

    private EstateSeeder(Estate estate, Aws aws) {
        this.estate = estate;
        this.aws = aws;
    }

    /** Creates everything {@code estate} declares, but for what needs other things to be available. */
    public static void seed(Estate estate, Aws aws) {
        EstateSeeder seeder = new EstateSeeder(estate, aws);
        seeder.keys();
        new PlaceSeeder(estate, aws).create();
        new DatabaseSeeder(estate, aws).create();
        new CacheSeeder(estate, aws).groups();
        new BucketSeeder(estate, aws).seed();
        new ServiceSeeder(estate, aws).create();
        new ProbeSeeder(estate, aws).create();
        seeder.topics();
    }

    /** Lets what {@link #seed} created, and is available by now, be replicated as {@code estate} declares. */
    public static void replicate(Estate estate, Aws aws) {
        new DatabaseSeeder(estate, aws).replicate();
    }

    private void keys() {
        keys(estate).forEach((region, names) -> names.forEach(name -> key(region, name)));
        estate.evidence()
                .signingKey()
                .ifPresent(key -> signingKey(estate.regions().dr(), key));
    }

    /** The keys {@code estate} declares to encrypt with, by region. */
    static SortedMap<String, Set<String>> keys(Estate estate) {
        Set<String> primary = new TreeSet<>();
        Set<String> dr = new TreeSet<>();
        estate.databases().forEach(database -> {
            primary.add(database.keys().primary());
            dr.add(database.keys().dr());
        });
        estate.caches().forEach(redis -> {
            CacheRestores restores = redis.restores();
            restores.primary().flatMap(CachePlace::key).ifPresent(primary::add);
            restores.dr().flatMap(CachePlace::key).ifPresent(dr::add);
            restores.test()
                    .ifPresent(test ->
                            test.place().key().ifPresent((test.side() == Restores.Side.PRIMARY ? primary : dr)::add));
        });
        return new TreeMap<>(
                Map.of(estate.regions().primary(), primary, estate.regions().dr(), dr));
    }

    private void signingKey(String region, String arn) {
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        aws.client(KmsClient.class, region)
                .createKey(request -> request.keyUsage(KeyUsageType.SIGN_VERIFY)
                        .keySpec(KeySpec.ECC_NIST_P256)
                        .description("signs evidence")
                        .tags(Tag.builder()
                                .tagKey(KmsSimulator.KEY_ID_TAG)
                                .tagValue(id)
                                .build()));
    }

    private void key(String region, String name) {
        String local = name.substring(name.lastIndexOf(':') + 1);
        if (local.startsWith("alias/aws/")) {
            return; // AWS makes it
        }
        KmsClient kms = aws.client(KmsClient.class, region);
        if (local.startsWith("alias/")) {
            String id = kms.createKey(request -> request.description("backups"))
                    .keyMetadata()
                    .keyId();
            kms.createAlias(request -> request.aliasName(local).targetKeyId(id));
        } else {
            String id = local.replaceFirst("^key/", "");
            kms.createKey(request -> request.tags(
                    Tag.builder().tagKey(KmsSimulator.KEY_ID_TAG).tagValue(id).build()));
        }
    }

    private void topics() {
        estate.notifications().drTopic().ifPresent(arn -> topic(estate.regions().dr(), arn));
        estate.notifications()
                .primaryTopic()
                .ifPresent(arn -> topic(estate.regions().primary(), arn));
    }

    private void topic(String region, String arn) {
        String name = arn.substring(arn.lastIndexOf(':') + 1);
        aws.client(SnsClient.class, region).createTopic(request -> request.name(name));
    }
}
