package jenkins.model;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class GlobalConfiguration extends Descriptor<GlobalConfiguration>
        implements ExtensionPoint, Describable<GlobalConfiguration> {
    protected GlobalConfiguration() {}

    @Override
    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        throw SignatureOnly.called();
    }
}
