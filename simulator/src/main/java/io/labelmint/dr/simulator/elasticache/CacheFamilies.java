package io.labelmint.dr.simulator.elasticache;

import java.util.List;

/** Families of parameter groups: API reference, CreateCacheParameterGroup, CacheParameterGroupFamily. */
final class CacheFamilies {
    static final List<String> ALL = List.of("redis4.0", "redis5.0", "redis6.x", "redis7", "valkey7", "valkey8");

    private CacheFamilies() {}

    /** That of {@code version} of {@code engine}. */
    static String of(String engine, String version) {
        String major = version.substring(0, Math.max(version.indexOf('.'), 1));
        return ALL.stream()
                .filter(family -> family.equals(engine + major)
                        || family.equals(engine + version.replaceAll("^(\\d+\\.\\d+).*", "$1"))
                        || family.equals(engine + major + ".x"))
                .findFirst()
                .orElseThrow(() -> ElastiCacheErrors.invalidValue(
                        "The parameter EngineVersion is not valid for " + engine + ": " + version));
    }
}
