package hudson.util;

import java.io.IOException;

/** What a form says below a field. Behaves, so that what it says can be tested. */
public abstract class FormValidation extends IOException {
    private static final long serialVersionUID = 1L;
    /** How bad it is; the message is shown as text. */
    public final Kind kind;

    private FormValidation(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static FormValidation ok() {
        return of(Kind.OK, null);
    }

    public static FormValidation ok(String message) {
        return of(Kind.OK, message);
    }

    public static FormValidation warning(String message) {
        return of(Kind.WARNING, message);
    }

    public static FormValidation error(String message) {
        return of(Kind.ERROR, message);
    }

    private static FormValidation of(Kind kind, String message) {
        return new FormValidation(kind, message) {
            private static final long serialVersionUID = 1L;
        };
    }
    /** How bad it is. */
    public enum Kind {
        OK,
        WARNING,
        ERROR
    }
}
