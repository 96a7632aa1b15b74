package io.labelmint.dr.jenkins.config;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.labelmint.dr.estate.yaml.MistakesException;
import java.io.Serializable;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** An estate of the global configuration: a name that pipelines use, and the declaration. */
public final class NamedEstate implements Describable<NamedEstate>, Serializable {
    private static final long serialVersionUID = 1L;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final String name;
    private final String yaml;

    /** The estate {@code yaml} declares, for pipelines under {@code name}. */
    @DataBoundConstructor
    public NamedEstate(String name, String yaml) {
        this.name = name == null ? "" : name.strip();
        this.yaml = yaml == null ? "" : yaml;
    }

    /** The name pipelines use. */
    public String getName() {
        return name;
    }

    /** The declaration. */
    public String getYaml() {
        return yaml;
    }

    /** What Jenkins asks about it. */
    @Extension
    @Symbol("drEstate")
    public static final class DescriptorImpl extends Descriptor<NamedEstate> {
        @Override
        public String getDisplayName() {
            return "Estate";
        }

        /** Whether {@code name} can be one. */
        @POST
        public FormValidation doCheckName(@QueryParameter String name) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return NAME.matcher(name == null ? "" : name.strip()).matches()
                    ? FormValidation.ok()
                    : FormValidation.error("A name has up to 63 letters, digits, dots, underscores and hyphens, and"
                            + " begins with a letter or digit.");
        }

        /** What is wrong with {@code yaml}. */
        @POST
        public FormValidation doCheckYaml(@QueryParameter String yaml) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return EstateValidation.of(yaml == null ? "" : yaml);
        }
    }

    /** A file somebody edited may lack either. */
    @SuppressWarnings("UnusedMethod") // Jenkins calls it when it has read the configuration
    private Object readResolve() {
        return new NamedEstate(name, yaml);
    }

    /** Whether it declares the estate called {@code estate}; what is declared wrongly declares none. */
    boolean declares(String estate) {
        try {
            return read().name().equals(estate);
        } catch (MistakesException e) {
            return false;
        }
    }

    /** @throws MistakesException if the declaration is wrong */
    io.labelmint.dr.estate.Estate read() {
        return io.labelmint.dr.estate.EstateLoader.parse(yaml, name);
    }
}
