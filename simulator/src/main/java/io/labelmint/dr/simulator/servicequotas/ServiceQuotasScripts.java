package io.labelmint.dr.simulator.servicequotas;

import io.labelmint.dr.simulator.core.Script;

/** What can be scripted about Service Quotas. */
public final class ServiceQuotasScripts {
    private ServiceQuotasScripts() {}

    /** AWS has granted {@code vcpus} of Fargate On-Demand in {@code region}. */
    public static Script fargateVcpus(String region, double vcpus) {
        return new Script(applied(region, ServiceQuotasSimulator.FARGATE_VCPUS), Double.toString(vcpus));
    }

    /** AWS has granted {@code nodes} of ElastiCache in {@code region}. */
    public static Script cacheNodes(String region, int nodes) {
        return new Script(applied(region, ServiceQuotasSimulator.CACHE_NODES), Double.toString(nodes));
    }

    static String applied(String region, String code) {
        return "servicequotas.applied." + region + "." + code;
    }
}
