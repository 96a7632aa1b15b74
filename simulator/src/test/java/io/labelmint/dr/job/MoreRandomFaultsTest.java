package io.labelmint.dr.job;

/** The other half of the schedules. */
class MoreRandomFaultsTest extends RandomFaults {}
