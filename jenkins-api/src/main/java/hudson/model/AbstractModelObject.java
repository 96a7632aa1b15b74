package hudson.model;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class AbstractModelObject implements ModelObject {}
