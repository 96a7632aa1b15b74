package io.labelmint.dr.score;

/** Works out what somebody wrote down: numbers, {@code + * /} and brackets. */
final class Arithmetic {
    private final String text;
    private int at;

    private Arithmetic(String text) {
        this.text = text.replace(" ", "");
    }

    static double of(String text) {
        Arithmetic arithmetic = new Arithmetic(text);
        double value = arithmetic.sum();
        if (arithmetic.at != arithmetic.text.length()) {
            throw new IllegalArgumentException("not arithmetic at " + arithmetic.at + ": " + text);
        }
        return value;
    }

    private double sum() {
        double sum = product();
        while (next('+')) {
            sum += product();
        }
        return sum;
    }

    private double product() {
        double product = term();
        while (true) {
            if (next('*')) {
                product *= term();
            } else if (next('/')) {
                product /= term();
            } else {
                return product;
            }
        }
    }

    private double term() {
        if (next('(')) {
            double inner = sum();
            if (!next(')')) {
                throw new IllegalArgumentException("no bracket at " + at + ": " + text);
            }
            return inner;
        }
        int from = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return Integer.parseInt(text.substring(from, at));
    }

    private boolean next(char symbol) {
        boolean there = at < text.length() && text.charAt(at) == symbol;
        at += there ? 1 : 0;
        return there;
    }
}
