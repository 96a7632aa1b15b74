package io.labelmint.dr.estate;

import java.util.Optional;

/**
 * Where ledgers and evidence are kept besides this machine.
 *
 * @param bucket S3 bucket in the DR region; without one an operation cannot be finished from another machine
 * @param prefix key prefix in the bucket, without a leading slash, with a trailing one or empty
 */
public record State(Optional<String> bucket, String prefix) {}
