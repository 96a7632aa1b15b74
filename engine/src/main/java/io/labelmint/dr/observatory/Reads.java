package io.labelmint.dr.observatory;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything the product reads of AWS, for the policy that allows it. A test holds this list and the queries together. */
public final class Reads {
    private Reads() {}

    /** The IAM actions of all queries. */
    public static SortedSet<String> permissions() {
        SortedSet<String> permissions = new TreeSet<>();
        all().forEach(query -> permissions.addAll(query.permissions()));
        return permissions;
    }

    /** One of each query; what they ask about does not matter here. */
    static List<Query<?>> all() {
        String any = "";
        List<Query<?>> all = new ArrayList<>(List.of(
                new AccessReport(any, any),
                new AccountAuthorizations(any),
                new AlarmChanges(any, Instant.EPOCH),
                new Alarms(any),
                new AppliedQuota(any, any, any),
                new AutomatedBackups(any),
                new BackupJobs(any, Instant.EPOCH),
                new BackupVaults(any),
                new BucketRegion(any, any),
                new CacheClusters(any),
                new CacheParameterGroups(any),
                new CacheParameters(any, any),
                new CacheSnapshotTags(any, any),
                new CacheSnapshots(any),
                new CacheSubnetGroups(any),
                new CacheUserGroups(any),
                new Certificates(any),
                new CopyJobs(any, any),
                new CostByUsage(any, Optional.empty(), List.of(), LocalDate.EPOCH, LocalDate.EPOCH),
                new Dashboard(any, any),
                new DbInstanceQuota(any),
                new DbInstances(any),
                new DbOptionGroups(any),
                new DbParameterGroups(any),
                new DbParameters(any, any),
                new DbSnapshotQuota(any),
                new DbSnapshotSharing(any, List.of()),
                new DbSnapshots(any),
                new DbSubnetGroups(any),
                new EcsClusters(any),
                new EcsServiceNames(any, any),
                new EcsServices(any, any, List.of()),
                new EcsTaskDefinition(any, any),
                new EcsTasks(any, any, any),
                new EncryptionKey(any, any),
                new ExportedFiles(any, any),
                new GlobalDatastores(any),
                new HealthChecks(any),
                new HostedZones(any),
                new KeyRotation(any, any),
                new KeySurvey(any, any, any, Instant.EPOCH, any, 1, 0, KeySurvey.Choice.ANY, any),
                new KeyVersions(any, any, any),
                new KeysAt(any, any, any, Instant.EPOCH, any, any),
                new LastAccessed(any, any),
                new ManualCacheSnapshots(any),
                new ManualDbSnapshots(any),
                new Metrics(any, List.of(), Instant.EPOCH, Instant.EPOCH, Duration.ofMinutes(1)),
                new ObjectEntries(any, any, any),
                new ObjectHead(any, any, any),
                new ObjectHeads(any, any, List.of()),
                new OrderableDbInstance(any, any, any, any),
                new RecordChange(any, any),
                new RecordSets(any, any),
                new RecoveryPointDays(any, any, any),
                new RecoveryPoints(any, any, any),
                new RegionBuckets(any),
                new RegistryImage(any, any, any, any),
                new ReplicationGroups(any),
                new RoleDecisions(any, any, List.of(), List.of(), new TreeMap<>()),
                new RoleGrants(any, any, List.of(), List.of(), new TreeMap<>()),
                new RestoreJobs(any, any),
                new RestoreTestingPlans(any),
                new RoutingControls(any, any, any),
                new SecretDescription(any, any),
                new SecurityGroups(any),
                new StoredText(any, any, any),
                new TopicAttributes(any, any),
                new Topics(any),
                new TrailSelectors(any, any),
                new TrailStatus(any, any),
                new Trails(any),
                new VaultAccessPolicy(any, any),
                new VaultDbSnapshots(any),
                new WebAnswer(any, URI.create("https://any.example"))));
        BucketSetting.ALL.forEach(kind -> all.add(new BucketSetting<>(any, any, kind)));
        return all;
    }
}
