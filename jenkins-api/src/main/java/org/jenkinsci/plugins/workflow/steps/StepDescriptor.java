package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Descriptor;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.util.Map;
import java.util.Set;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class StepDescriptor extends Descriptor<Step> {
    public abstract Set<? extends Class<?>> getRequiredContext();

    public abstract String getFunctionName();

    public String argumentsToString(Map<String, Object> namedArgs) {
        throw SignatureOnly.called();
    }
}
