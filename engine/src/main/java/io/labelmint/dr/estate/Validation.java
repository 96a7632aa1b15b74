package io.labelmint.dr.estate;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.labelmint.dr.estate.Notifications.SecretReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What must be true inside a restored copy of a database, and who asks it.
 *
 * @param probe from where the copy is asked
 * @param database name of the database to connect to
 * @param user role that asks; it needs to read and nothing else
 * @param password where its password is kept
 * @param tls how the server proves who it is
 * @param caBundle file with the certificate authorities the server's certificate must come from, if declared
 * @param tables tables whose rows are counted, in order
 * @param roles roles that must exist
 * @param extensions extensions that must be installed
 * @param amcheck whether heaps and indexes are read and checked by amcheck
 * @param heartbeat how fresh the copy must be, if the source has a heartbeat
 * @param queries questions with known answers
 * @param timeLimit the longest all of it may take
 * @param task the task that asks, where a task does
 */
public record Validation(
        Probe probe,
        String database,
        String user,
        SecretReference password,
        Tls tls,
        Optional<String> caBundle,
        List<Table> tables,
        List<String> roles,
        List<String> extensions,
        boolean amcheck,
        Optional<Heartbeat> heartbeat,
        List<Query> queries,
        Duration timeLimit,
        Optional<Task> task) {

    public Validation {
        tables = List.copyOf(tables);
        roles = List.copyOf(roles);
        extensions = List.copyOf(extensions);
        queries = List.copyOf(queries);
    }

    /** From where a copy is asked. */
    public enum Probe {
        /** From this process, which must reach the copy's port. */
        DIRECT,
        /** From a task in the copy's own network. */
        ECS_TASK
    }

    /** What must be known of the server before the password is sent. Always encrypted. */
    public enum Tls {
        /** Its certificate comes from a trusted authority and names the host. */
        VERIFY_FULL,
        /** Its certificate comes from a trusted authority; for a host that is reached by another name. */
        VERIFY_CA
    }

    /**
     * A table whose rows are counted.
     *
     * @param name schema and table, as {@code public.orders}
     * @param minRows the least rows it must have, if declared
     * @param tolerance by which share the count and the sum may differ from what the source counted last
     * @param sum a column to add up, if declared
     */
    public record Table(
            String name,
            Optional<Long> minRows,
            // As text: a fraction has no one way to be written in JSON.
            @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal tolerance,
            Optional<String> sum) {}

    /**
     * The Fargate task that asks a copy, in the region of the copy.
     *
     * @param cluster ECS cluster
     * @param taskDefinition family, or family and revision
     * @param container name of the container that runs {@code dr}
     * @param subnets subnets it runs in
     * @param securityGroups security groups it has
     */
    public record Task(
            String cluster,
            String taskDefinition,
            String container,
            List<String> subnets,
            List<String> securityGroups) {
        public Task {
            subnets = List.copyOf(subnets);
            securityGroups = List.copyOf(securityGroups);
        }

        /** The family of its task definition. */
        public String family() {
            return taskDefinition.replaceFirst(":.*", "");
        }
    }

    /**
     * The heartbeat the source writes into itself.
     *
     * @param maxAge how far the last beat in the copy may lie before the moment it was restored to
     * @param writer as whom a watch has it written; without one, pg_cron writes it
     */
    public record Heartbeat(Duration maxAge, Optional<Writer> writer) {}

    /**
     * Who writes the heartbeat.
     *
     * @param user role that owns schema {@code dr}
     * @param password where its password is kept
     */
    public record Writer(String user, SecretReference password) {}

    /**
     * A question with a known answer.
     *
     * @param name what reports call it
     * @param sql one SELECT of one value
     * @param expect the value, as text
     */
    public record Query(String name, String sql, String expect) {}
}
