package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.validation.DatabaseAddress;
import java.nio.file.Path;

/** Has PostgreSQL servers write their heartbeats: a connection for each, because minutes lie between two. */
public final class PostgresHeartbeats implements Heartbeats {
    @Override
    public Beat beat(Source source, Secret password, String estate, String store) {
        DatabaseAddress address = new DatabaseAddress(
                source.host(),
                source.port(),
                source.database(),
                source.user(),
                password,
                new DatabaseAddress.Tls(source.hostName(), source.authorities().map(Path::of)));
        try (Heartbeat heartbeat = Heartbeat.connect(address)) {
            return heartbeat.beat(estate, store);
        }
    }
}
