package io.labelmint.dr.score;

import java.math.BigInteger;

/**
 * An exact share of points. Scores are compared and rounded, and a sum of binary fractions would come out just below a whole
 * number now and then, depending on the order of its terms.
 *
 * @param over numerator, not negative
 * @param under denominator, positive; the two have no common divisor
 */
record Share(BigInteger over, BigInteger under) implements Comparable<Share> {
    static final Share NONE = of(0, 1);

    Share {
        BigInteger common = over.gcd(under);
        over = over.divide(common);
        under = under.divide(common);
    }

    static Share of(long over, long under) {
        return new Share(BigInteger.valueOf(over), BigInteger.valueOf(under));
    }

    Share plus(Share other) {
        return new Share(over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
    }

    Share minus(Share other) {
        return new Share(over.multiply(other.under).subtract(other.over.multiply(under)), under.multiply(other.under));
    }

    Share times(Share other) {
        return new Share(over.multiply(other.over), under.multiply(other.under));
    }

    /** Rounded down: a hundred is reached by a whole hundred only. */
    int whole() {
        return over.divide(under).intValueExact();
    }

    /** In tenths, rounded down, for example {@code 3.7}. */
    String tenths() {
        BigInteger tenths = over.multiply(BigInteger.TEN).divide(under);
        return tenths.divide(BigInteger.TEN) + "." + tenths.mod(BigInteger.TEN);
    }

    @Override
    public int compareTo(Share other) {
        return over.multiply(other.under).compareTo(other.over.multiply(under));
    }
}
