/**
 * Tests in a real Jenkins, with jenkins-test-harness: what no fake can show. The conventional build
 * ({@code plugin/pom-jenkins.xml}) runs them. The ordinary build compiles them only, against signatures, because what
 * they run on is not on Maven Central.
 */
package io.labelmint.dr.jenkins;
