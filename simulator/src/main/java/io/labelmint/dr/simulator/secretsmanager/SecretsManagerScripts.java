package io.labelmint.dr.simulator.secretsmanager;

import io.labelmint.dr.simulator.core.Script;

/** What can be scripted about Secrets Manager. */
public final class SecretsManagerScripts {
    private SecretsManagerScripts() {}

    /** The replication of the secret {@code name} to {@code region} fails from now on, with {@code message}. */
    public static Script replicationFails(String region, String name, String message) {
        return new Script(replication(region, name), message);
    }

    static String replication(String region, String name) {
        return "secretsmanager.replication." + region + "." + name;
    }
}
