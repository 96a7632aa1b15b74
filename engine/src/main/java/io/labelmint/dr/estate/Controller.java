package io.labelmint.dr.estate;

/**
 * The Jenkins controller.
 *
 * @param region the AWS region it runs in, or {@code outside-aws}
 */
public record Controller(String region) {}
