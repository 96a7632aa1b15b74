package hudson.model;

import hudson.security.AccessControlled;
import hudson.security.Permission;
import io.labelmint.dr.jenkins.api.SignatureOnly;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface Item extends ModelObject, AccessControlled {
    Permission CONFIGURE = SignatureOnly.permission();
    Permission READ = SignatureOnly.permission();
    Permission BUILD = SignatureOnly.permission();

    String getFullName();
}
