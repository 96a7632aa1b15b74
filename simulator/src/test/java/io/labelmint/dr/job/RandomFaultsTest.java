package io.labelmint.dr.job;

/** The first five thousand. */
class RandomFaultsTest extends RandomFaults {}
