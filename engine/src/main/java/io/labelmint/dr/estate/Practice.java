package io.labelmint.dr.estate;

import java.util.Optional;

/**
 * What people do again and again so that they can when it matters; what is not declared is not asked for.
 *
 * @param trainingDays at most so many days lie between two trainings of those who act
 * @param documentsDays at most so many days lie between two reviews of runbooks, contacts and procedures
 */
public record Practice(Optional<Integer> trainingDays, Optional<Integer> documentsDays) {}
