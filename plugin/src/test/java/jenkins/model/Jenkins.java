package jenkins.model;

import hudson.model.AbstractModelObject;
import hudson.security.AccessControlled;
import hudson.security.AuthorizationStrategy;
import hudson.security.Permission;
import hudson.security.SecurityRealm;
import java.io.File;

/**
 * A controller in place of its signature: a folder, and one answer to everybody who asks for a permission. Class paths of
 * tests begin with what tests bring along, so this is what the plugin finds.
 */
public class Jenkins extends AbstractModelObject implements AccessControlled {
    public static final Permission READ = null;
    public static final Permission ADMINISTER = null;
    public static final Permission SYSTEM_READ = null;

    private static volatile Jenkins current;

    private final File root;
    private volatile boolean refuses;

    private Jenkins(File root) {
        this.root = root;
    }

    /** Starts one whose home is {@code root}. */
    public static Jenkins start(File root) {
        current = new Jenkins(root);
        return current;
    }

    /** From now on nobody may do anything, or everybody everything. */
    public void refuse(boolean everything) {
        refuses = everything;
    }

    public static Jenkins get() {
        return current;
    }

    public static Jenkins getInstanceOrNull() {
        return current;
    }

    public File getRootDir() {
        return root;
    }

    public String getRootUrl() {
        return "http://jenkins.example/";
    }

    /** Nobody logs in here; tests for a real Jenkins compile against this too. */
    public void setSecurityRealm(SecurityRealm securityRealm) {
        throw new UnsupportedOperationException();
    }

    /** See {@link #refuse}. */
    public void setAuthorizationStrategy(AuthorizationStrategy a) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        return "Jenkins";
    }

    @Override
    public void checkPermission(Permission permission) {
        if (refuses) {
            throw new Refused();
        }
    }

    @Override
    public boolean hasPermission(Permission permission) {
        return !refuses;
    }

    /** Somebody may not do what they asked for. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
