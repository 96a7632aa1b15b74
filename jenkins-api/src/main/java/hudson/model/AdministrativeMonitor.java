package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.Permission;
import io.labelmint.dr.jenkins.api.SignatureOnly;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class AdministrativeMonitor extends AbstractModelObject implements ExtensionPoint {
    protected AdministrativeMonitor() {}

    protected AdministrativeMonitor(String id) {}

    public abstract boolean isActivated();

    public Permission getRequiredPermission() {
        throw SignatureOnly.called();
    }
}
