package hudson;

import java.io.IOException;

/** Ends a build with a message and without a stack trace. Behaves, because the JVM lets nobody fake an exception. */
public class AbortException extends IOException {
    private static final long serialVersionUID = 1L;

    public AbortException() {}

    public AbortException(String message) {
        super(message);
    }
}
