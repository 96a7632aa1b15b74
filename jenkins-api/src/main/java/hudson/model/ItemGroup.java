package hudson.model;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface ItemGroup<T extends Item> extends ModelObject {}
