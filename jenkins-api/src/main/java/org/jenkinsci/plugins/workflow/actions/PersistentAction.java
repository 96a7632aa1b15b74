package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Action;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public interface PersistentAction extends Action {}
