package hudson.util;

import java.io.Serializable;

/** A secret in place of its signature: it has the text it was made with. */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** The secret {@code text}. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    public String getPlainText() {
        return text;
    }
}
