package hudson.model;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface Action extends ModelObject {
    String getIconFileName();

    @Override
    String getDisplayName();

    String getUrlName();
}
