package com.cloudbees.plugins.credentials.common;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface StandardCredentials extends IdCredentials {}
