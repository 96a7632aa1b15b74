package io.labelmint.dr.estate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What must survive, as declared in one YAML file. Immutable; knows nothing of AWS beyond names.
 *
 * @param project name of the project, for example {@code labelmint}
 * @param environment for example {@code production}
 * @param regions where it runs and where it is to survive
 * @param controller where the Jenkins controller runs, if declared
 * @param access how AWS is reached
 * @param state where ledgers and evidence are kept
 * @param evidence how evidence is made good against whoever could change it
 * @param databases PostgreSQL databases on RDS
 * @param caches Redis replication groups on ElastiCache
 * @param buckets S3 buckets
 * @param services ECS services
 * @param records DNS records that move with a failover
 * @param retention how long backups are kept
 * @param schedules when the jobs run
 * @param notifications who is told
 * @param monitoring what runs say of themselves to CloudWatch
 * @param contacts people, in the order they are called
 * @param failover how it fails over
 * @param approvers who approves what
 * @param prices what instances and backup storage cost, as far as it is declared
 * @param budget what may be spent
 * @param practice what people do again and again
 * @param source the text it was read from
 * @param digest SHA-256 of {@code source}, lower-case hex
 */
public record Estate(
        String project,
        String environment,
        Regions regions,
        Optional<Controller> controller,
        Access access,
        State state,
        EvidenceKeeping evidence,
        List<PostgresDatabase> databases,
        List<RedisGroup> caches,
        List<Bucket> buckets,
        List<EcsService> services,
        List<DnsRecord> records,
        Retention retention,
        Schedules schedules,
        Notifications notifications,
        Monitoring monitoring,
        List<Contact> contacts,
        Failover failover,
        Approvers approvers,
        Prices prices,
        Budget budget,
        Practice practice,
        String source,
        String digest) {

    public Estate {
        databases = List.copyOf(databases);
        caches = List.copyOf(caches);
        buckets = List.copyOf(buckets);
        services = List.copyOf(services);
        records = List.copyOf(records);
        contacts = List.copyOf(contacts);
    }

    /** The name everything is filed under: project and environment, for example {@code labelmint-production}. */
    public String name() {
        return project + "-" + environment;
    }

    /** Everything that holds data, in the order it is declared. */
    public List<Store> stores() {
        return Stream.of(databases, caches, buckets)
                .<Store>flatMap(List::stream)
                .toList();
    }
}
