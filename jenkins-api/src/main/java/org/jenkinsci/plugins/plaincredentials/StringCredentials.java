package org.jenkinsci.plugins.plaincredentials;

import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.util.Secret;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface StringCredentials extends StandardCredentials {
    Secret getSecret();
}
