package io.labelmint.dr.validation.postgres;

import io.labelmint.dr.outside.Maskings;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;

/** Masks copies on PostgreSQL servers: a connection for each. */
public final class PostgresMaskings implements Maskings {
    private final Timeline timeline;

    /** Measures time by {@code timeline}. */
    public PostgresMaskings(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public Masked mask(Copy copy, Secret password, Order order) throws IOException {
        DatabaseAddress address = new DatabaseAddress(
                copy.host(),
                copy.port(),
                copy.database(),
                copy.user(),
                password,
                new DatabaseAddress.Tls(copy.hostName(), copy.authorities().map(Path::of)));
        return MaskingTransaction.run(address, order, timeline);
    }
}
