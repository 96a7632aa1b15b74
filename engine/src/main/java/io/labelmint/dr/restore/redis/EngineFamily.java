package io.labelmint.dr.restore.redis;

/** The family of parameter groups a version of an engine wants. */
final class EngineFamily {
    private EngineFamily() {}

    /**
     * That of {@code version} of {@code engine}: until Redis 5 one a minor version ({@code redis5.0}), then {@code
     * redis6.x}, then one a major version ({@code redis7}, {@code valkey8}): Amazon ElastiCache API Reference,
     * CreateCacheParameterGroup, CacheParameterGroupFamily.
     */
    static String of(String engine, String version) {
        String[] parts = version.split("\\.", -1);
        if (engine.equals("redis") && parts[0].equals("6")) {
            return "redis6.x";
        }
        boolean old = engine.equals("redis") && parts[0].matches("[2-5]") && parts.length > 1;
        return engine + parts[0] + (old ? "." + parts[1] : "");
    }
}
