package hudson.model;

import java.io.PrintStream;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface TaskListener {
    PrintStream getLogger();
}
