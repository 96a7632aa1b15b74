package io.labelmint.dr.estate.yaml;

import java.util.Optional;

/**
 * One entry of a list.
 *
 * @param position where it begins
 * @param value what it is; nothing when it was wrong and has been told
 * @param <T> what it is in Java
 */
public record Listed<T>(Position position, Optional<T> value) {}
