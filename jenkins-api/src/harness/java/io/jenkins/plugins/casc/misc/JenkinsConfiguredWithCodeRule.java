package io.jenkins.plugins.casc.misc;

import org.jvnet.hudson.test.JenkinsRule;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class JenkinsConfiguredWithCodeRule extends JenkinsRule {}
