package io.jenkins.plugins.casc;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class ConfiguratorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfiguratorException() {}
}
