/**
 * Signatures of what tests in a real Jenkins need besides the plugin: jenkins-test-harness, pipelines, and their tests' own
 * types. Only {@code plugin/src/jth} is compiled with them, so that those tests cannot rot where the real ones cannot be
 * had; they are run by the conventional build, {@code plugin/pom-jenkins.xml}, with the real ones.
 *
 * <p>The same rules as for {@link io.labelmint.dr.jenkins.api} hold.
 */
package io.labelmint.dr.jenkins.api.harness;
