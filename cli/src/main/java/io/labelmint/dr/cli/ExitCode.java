package io.labelmint.dr.cli;

/** What the command line's exit codes mean; they are part of its interface. */
final class ExitCode {
    static final int GREEN = 0;
    static final int RED = 1;
    static final int MISUSED = 2;
    static final int UNFINISHED = 3;
    static final int HELD = 4;
    static final int MISTAKE = 70;

    private ExitCode() {}
}
