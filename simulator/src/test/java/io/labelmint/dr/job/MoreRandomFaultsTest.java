package io.labelmint.dr.job;

/** The other five thousand. */
class MoreRandomFaultsTest extends RandomFaults {}
