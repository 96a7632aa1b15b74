package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.validation.DatabaseAddress;
import java.nio.file.Path;

/** Has PostgreSQL servers write their heartbeats: a connection for each, because minutes lie between two. */
public final class PostgresHeartbeats implements Heartbeats {
    @Override
    public Beat beat(Source source, Secret password, String estate, String store) {
        try (Heartbeat heartbeat = Heartbeat.connect(address(source, password))) {
            return heartbeat.beat(estate, store);
        }
    }

    @Override
    public Beat last(Source source, Secret password, String estate, String store) {
        try (Heartbeat heartbeat = Heartbeat.connect(address(source, password))) {
            return heartbeat.last(estate, store);
        }
    }

    private static DatabaseAddress address(Source source, Secret password) {
        return new DatabaseAddress(
                source.host(),
                source.port(),
                source.database(),
                source.user(),
                password,
                new DatabaseAddress.Tls(source.hostName(), source.authorities().map(Path::of)));
    }
}
