package jenkins.model;

import hudson.model.AbstractModelObject;
import hudson.security.AccessControlled;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import hudson.security.SecurityRealm;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.io.File;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class Jenkins extends AbstractModelObject implements AccessControlled {
    public static final Permission READ = SignatureOnly.permission();
    public static final Permission ADMINISTER = SignatureOnly.permission();
    public static final Permission SYSTEM_READ = SignatureOnly.permission();

    Jenkins() {}

    public static Jenkins get() {
        throw SignatureOnly.called();
    }

    public static Jenkins getInstanceOrNull() {
        throw SignatureOnly.called();
    }

    public File getRootDir() {
        throw SignatureOnly.called();
    }

    public String getRootUrl() {
        throw SignatureOnly.called();
    }

    public void setSecurityRealm(SecurityRealm securityRealm) {
        throw SignatureOnly.called();
    }

    public void setAuthorizationStrategy(AuthorizationStrategy a) {
        throw SignatureOnly.called();
    }

    @Override
    public String getDisplayName() {
        throw SignatureOnly.called();
    }
}
