package io.labelmint.dr.job;

/** The other half of the schedules. */
class MoreRandomFailoversTest extends RandomFailovers {
    MoreRandomFailoversTest() {
        super(1_020_260_105);
    }
}
