package com.cloudbees.plugins.credentials;

import java.io.Serializable;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface Credentials extends Serializable {}
