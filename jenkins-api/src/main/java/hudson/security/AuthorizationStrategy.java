package hudson.security;

import hudson.ExtensionPoint;
import hudson.model.Describable;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public abstract class AuthorizationStrategy implements Describable<AuthorizationStrategy>, ExtensionPoint {}
