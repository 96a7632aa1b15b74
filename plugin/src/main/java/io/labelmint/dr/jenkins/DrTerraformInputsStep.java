package io.labelmint.dr.jenkins;

import hudson.Extension;
import hudson.FilePath;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code drTerraformInputs}: writes into the workspace what the Terraform module reads: its variables, made from the estate,
 * and on wish the blocks by which it adopts what is there already.
 */
public final class DrTerraformInputsStep extends DrStep {
    private String file = "estate.auto.tfvars.json";
    private String imports = "";

    @DataBoundConstructor
    public DrTerraformInputsStep() {
        super();
    }

    /** The file of the variables, in the workspace. */
    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(String file) {
        String given = trimmed(file);
        this.file = given.isEmpty() ? "estate.auto.tfvars.json" : given;
    }

    /** The file of the import blocks, in the workspace; empty for none. */
    public String getImports() {
        return imports;
    }

    @DataBoundSetter
    public void setImports(String imports) {
        this.imports = trimmed(imports);
    }

    @Override
    void into(Map<String, String> request) {
        request.put(StepRequest.FILE, file);
        request.put(StepRequest.IMPORTS, imports);
    }

    @Override
    StepExecution execution(StepContext context, SortedMap<String, String> request) {
        return new TerraformInputsExecution(context, request);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends DrStepDescriptor {
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            Set<Class<?>> required = new HashSet<>(super.getRequiredContext());
            required.add(FilePath.class);
            return required;
        }

        @Override
        public String getFunctionName() {
            return "drTerraformInputs";
        }

        @Override
        public String getDisplayName() {
            return "Write what the Terraform module of disaster recovery reads";
        }
    }
}
