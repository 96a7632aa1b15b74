package io.labelmint.dr.job;

/** The first five thousand. */
class RandomRestoresTest extends RandomRestores {}
