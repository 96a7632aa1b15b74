package io.labelmint.dr.emulator;

/** Says what this machine lacks to run an emulator; a reason to skip, unlike an emulator that does not start. */
final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String message) {
        super(message);
    }
}
