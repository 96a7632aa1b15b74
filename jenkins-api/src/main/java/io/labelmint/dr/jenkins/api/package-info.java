/**
 * Signatures of the Jenkins types that no artifact on Maven Central has, so that the plugin compiles anywhere. The plugin
 * runs with the real ones and never ships these.
 *
 * <p>A type is here only if the plugin or its tests in a real Jenkins need it, and with the members they need only. Members do nothing but say so,
 * except where the JVM leaves no way to fake them in a test: exceptions, what every step execution inherits, and the
 * answers of a form. Constants are made by calls, because the compiler would copy their values into the plugin.
 *
 * <p>A signature that lies would show only in a controller. {@code SignatureConformanceTest} in the plugin compares every
 * one with real jars where it is given them; {@code docs/conformance.md} says when that was done last.
 */
package io.labelmint.dr.jenkins.api;
