package hudson;

import java.io.IOException;

/** What a step of Jenkins throws when something was to be expected to go wrong; Maven Central does not have the real one. */
public final class AbortException extends IOException {
    private static final long serialVersionUID = 1L;

    public AbortException(String message) {
        super(message);
    }
}
