package io.labelmint.dr.job;

/** The other five thousand. */
class MoreRandomRestoresTest extends RandomRestores {}
