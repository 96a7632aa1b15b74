package hudson.model;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class Queue {
    Queue() {}

    /** Signature of the type of this name. */
    public interface Executable {}
}
