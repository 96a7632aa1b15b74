package io.labelmint.dr.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Caller;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.estate.PostgresDatabase.Vaults;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.job.FirstLook;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.rehearsal.EstateAccount;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is declared and brought about is found again. */
class DiscoveryTest {
    private static final Instant SETTLED = Instant.parse("2026-01-07T02:00:00Z");
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T00:00:00Z"));

    @Test
    void theEstateOfTheExampleIsFoundAgain() {
        Estate declared = example("labelmint-production.yaml");
        World world = world(declared);

        EstateDraft draft = draft(world, declared.name());

        Estate found = draft.estate();
        assertThat(found.name()).isEqualTo(declared.name());
        assertThat(found.access().account()).isEqualTo(declared.access().account());
        assertThat(found.databases().stream().map(PostgresDatabase::instance))
                .containsExactlyInAnyOrderElementsOf(declared.databases().stream()
                        .map(PostgresDatabase::instance)
                        .toList());
        for (PostgresDatabase database : declared.databases()) {
            PostgresDatabase again = found.databases().stream()
                    .filter(candidate -> candidate.instance().equals(database.instance()))
                    .findFirst()
                    .orElseThrow();
            assertThat(again.replicas().stream().map(Replica::instance))
                    .isEqualTo(
                            database.replicas().stream().map(Replica::instance).toList());
            assertThat(again.replicas().stream().map(Replica::region))
                    .isEqualTo(database.replicas().stream().map(Replica::region).toList());
            assertThat(again.replicatedBackups()).isEqualTo(database.replicatedBackups());
            assertThat(again.via()).isEqualTo(database.via());
            assertThat(again.scheduledBy()).isEqualTo(database.scheduledBy());
            assertThat(again.vaults().map(DiscoveryTest::names))
                    .isEqualTo(database.vaults().map(DiscoveryTest::names));
            assertThat(key(world, EAST, again.keys().primary()))
                    .isEqualTo(key(world, EAST, database.keys().primary()));
            assertThat(key(world, WEST, again.keys().dr()))
                    .isEqualTo(key(world, WEST, database.keys().dr()));
        }
        assertThat(found.caches().stream().map(RedisGroup::replicationGroup))
                .isEqualTo(declared.caches().stream()
                        .map(RedisGroup::replicationGroup)
                        .toList());
        assertThat(found.caches().get(0).globalDatastore().orElseThrow().drReplicationGroup())
                .isEqualTo(
                        declared.caches().get(0).globalDatastore().orElseThrow().drReplicationGroup());
        Bucket assets = found.buckets().stream()
                .filter(bucket -> bucket.id().equals("assets"))
                .findFirst()
                .orElseThrow();
        assertThat(assets.bucket()).isEqualTo("labelmint-production-assets");
        assertThat(assets.replica()).contains("labelmint-production-assets-dr");
        assertThat(assets.replicationTimeControl()).isTrue();
        assertThat(assets.replicatesBack()).isTrue();
        // Nothing tells that it is for the exports of a cache.
        assertThat(found.buckets().stream().map(Bucket::bucket))
                .containsExactlyInAnyOrder("labelmint-production-assets", "labelmint-production-redis");
        assertThat(found.services().stream().map(EcsService::service))
                .containsExactlyInAnyOrderElementsOf(
                        declared.services().stream().map(EcsService::service).toList());
        EcsService worker = found.services().stream()
                .filter(service -> service.id().equals("worker"))
                .findFirst()
                .orElseThrow();
        assertThat(worker)
                .returns("labelmint-production-dr", EcsService::drCluster)
                .returns(2, EcsService::drDesiredCount)
                .returns(1, EcsService::drStandbyCount);
        assertThat(draft.text())
                .contains("arn:aws:sns:us-west-2:123456789012:labelmint-production-dr")
                .contains("- name: app.labelmint.example", "healthCheck: 00000000-1111-2222-3333-444444444444")
                .contains("labelmint-production-dr in us-west-2, locked")
                .doesNotContain("INCOMPLETE");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void howeverManyDatabasesThereAreEachIsFoundWithWhatProtectsIt(int number) {
        Estate declared = EstateLoader.parse(databases(number), "many");
        World world = world(declared);

        EstateDraft draft = draft(world, declared.name());

        assertThat(draft.estate().databases()).hasSize(number);
        for (PostgresDatabase database : declared.databases()) {
            assertThat(draft.estate().databases())
                    .filteredOn(again -> again.instance().equals(database.instance()))
                    .singleElement()
                    .satisfies(again -> {
                        assertThat(again.id()).isEqualTo(database.id());
                        assertThat(again.replicatedBackups()).isEqualTo(database.replicatedBackups());
                        assertThat(again.replicas()).isEqualTo(database.replicas());
                    });
        }
        assertThat(EstateLoader.parse(draft.text(), "again").stores())
                .isEqualTo(draft.estate().stores());
    }

    @Test
    void nothingIsChangedByDiscoveringAndCheckingAndRedFindingsComeWithTheirFix() {
        Estate declared = example("labelmint-production.yaml");
        World world = world(declared);
        int before = world.calls().size();
        List<String> inventory = world.inventory();

        EstateDraft draft = draft(world, declared.name());
        List<Finding> findings =
                timeline.join(new FirstLook(observatory(world), timeline, Lanes.on(timeline)).at(draft.estate()));

        assertThat(world.calls().subList(before, world.calls().size()))
                .extracting(Call::operation)
                .isNotEmpty()
                .allMatch(operation -> operation.matches("(Describe|Get|List|Head)\\w+"));
        assertThat(world.inventory()).isEqualTo(inventory);
        assertThat(findings)
                .filteredOn(finding -> finding.verdict() == Verdict.FAILED)
                .isNotEmpty()
                .allMatch(finding -> finding.remedy().isPresent());
    }

    @Test
    void aRegionThatDoesNotAnswerMakesTheFileIncompleteAndSaysSo() {
        Estate declared = example("labelmint-production.yaml");
        World world = world(declared);
        world.faults().region(WEST, Outage.HANGING);

        EstateDraft draft = draft(world, declared.name());

        assertThat(draft.text()).contains("# INCOMPLETE", "DB instances in us-west-2 could not be read");
        assertThat(draft.estate().databases())
                .hasSize(2)
                .allMatch(database -> database.replicas().isEmpty());
    }

    @Test
    void whereTheRegionOfTheEstateDoesNotAnswerNothingIsTakenForAbsent() {
        World world = world(example("labelmint-production.yaml"));
        world.faults().region(EAST, Outage.HANGING);

        assertThatThrownBy(() -> draft(world, "labelmint-production"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("discover.unread"))
                .hasMessageContaining("in us-east-1 could not be read")
                .hasMessageContaining("So it is with");
    }

    @Test
    void anEmptyAccountEndsWithASentence() {
        World world = World.inMemory(timeline, 1);

        assertThatThrownBy(() -> draft(world, "acme-production"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("discover.nothing"))
                .hasMessageContaining("There is no PostgreSQL database on RDS")
                .hasMessageContaining("us-east-1");
    }

    private EstateDraft draft(World world, String name) {
        DiscoveryRequest request = DiscoveryRequest.of(name, EAST, WEST);
        Observatory picture = observatory(world);
        Optional<String> account = Caller.account(world::client, WEST);
        Discovered found = timeline.join(Allowed.run(
                timeline,
                Lanes.on(timeline),
                "discovery",
                () -> Discovery.of(request, account, picture, timeline.now())));
        return EstateDraft.of(found, timeline.now(), "estate.yaml");
    }

    private Observatory observatory(World world) {
        return new Remembering(new AwsObservatory(world::client, timeline, new RegionHealth(timeline)));
    }

    private World world(Estate estate) {
        World world = World.inMemory(timeline, 1, EstateAccount.of(estate)).script(RdsScripts.instanceQuota(EAST, 100));
        Rehearsal.settle(estate, world, SETTLED);
        return world;
    }

    private String key(World world, String region, String name) {
        return observatory(world)
                .read(new EncryptionKey(region, name))
                .orElseThrow()
                .orElseThrow()
                .arn();
    }

    private static String names(Vaults vaults) {
        return vaults.primary() + " " + vaults.dr() + " " + vaults.locked();
    }

    /** A third of them has a replica, a third replicated backups, a third nothing. */
    private static String databases(int number) {
        StringBuilder text = new StringBuilder("""
                project: acme
                environment: production
                regions: { primary: us-east-1, dr: us-west-2 }
                databases:
                """);
        IntStream.range(0, number).forEach(i -> {
            text.append("  - id: db")
                    .append(i)
                    .append("\n    instance: acme-production-db")
                    .append(i)
                    .append('\n');
            switch (i % 3) {
                case 0 ->
                    text.append("    replicatedBackups: { retentionDays: ")
                            .append(7 + i % 5)
                            .append(" }\n");
                case 1 ->
                    text.append("    replicas: [{ instance: acme-production-db")
                            .append(i)
                            .append("-replica, region: us-west-2 }]\n");
                default -> {}
            }
            text.append("    objectives: { rpo: 24h, rto: 4h }\n");
        });
        return text.toString();
    }

    private static Estate example(String name) {
        return EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", name));
    }
}
