package io.labelmint.dr.simulator.s3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/** The order of keys in listings: of their UTF-8 bytes (user guide, "Naming Amazon S3 objects"). */
final class KeyOrder implements Comparator<String> {
    static final KeyOrder UTF_8 = new KeyOrder();

    private KeyOrder() {}

    @Override
    public int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
