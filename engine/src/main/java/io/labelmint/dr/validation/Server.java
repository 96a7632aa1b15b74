package io.labelmint.dr.validation;

import java.time.Instant;
import java.util.Optional;

/**
 * What a server says of itself.
 *
 * @param version its version, for example {@code 17.6}
 * @param database the database one is connected to
 * @param identity its system identifier, if the role may read it: made when the cluster was, kept by physical copies
 * @param inRecovery whether it still replays a log, so that what it holds still changes
 * @param time what its clock shows
 */
public record Server(String version, String database, Optional<String> identity, boolean inRecovery, Instant time) {}
