package io.jenkins.plugins.casc;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.io.OutputStream;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class ConfigurationAsCode {
    ConfigurationAsCode() {}

    public static ConfigurationAsCode get() {
        throw SignatureOnly.called();
    }

    public void export(OutputStream out) throws Exception {
        throw SignatureOnly.called();
    }

    public void configure(String... configParameters) throws ConfiguratorException {
        throw SignatureOnly.called();
    }
}
