package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.Credentials;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface IdCredentials extends Credentials {
    String getId();
}
