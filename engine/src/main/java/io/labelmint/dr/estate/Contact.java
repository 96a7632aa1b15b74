package io.labelmint.dr.estate;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A person or group to call.
 *
 * @param role for example {@code incident-commander}
 * @param name who
 * @param phone in international form
 * @param email address
 * @param confirmed when somebody last made sure that this is still right
 */
public record Contact(String role, String name, Optional<String> phone, Optional<String> email, LocalDate confirmed) {}
