package io.labelmint.dr.simulator.s3;

import java.util.Comparator;

/** The order of keys in listings: of their UTF-8 bytes (user guide, "Naming Amazon S3 objects"). */
final class KeyOrder implements Comparator<String> {
    static final KeyOrder UTF_8 = new KeyOrder();

    private KeyOrder() {}

    @Override
    public int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char mine = one.charAt(i);
            char its = other.charAt(i);
            if (mine != its) {
                // Surrogates stand for what comes after all other characters, and have lower numbers than some of them.
                boolean last = Character.isSurrogate(mine);
                return last == Character.isSurrogate(its) ? Character.compare(mine, its) : last ? 1 : -1;
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
