package io.labelmint.dr.job;

/** The first half of the schedules. */
class RandomFailoversTest extends RandomFailovers {
    RandomFailoversTest() {
        super(20260105);
    }
}
