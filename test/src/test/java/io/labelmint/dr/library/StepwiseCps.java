package io.labelmint.dr.library;

import com.lesfurets.jenkins.unit.cps.PipelineTestHelperCPS;

/** Serialises what is on the stack where Jenkins does, after each step; not after each expression, which takes minutes. */
final class StepwiseCps extends PipelineTestHelperCPS {
    private boolean stepped;

    /** A step was called. */
    void step() {
        stepped = true;
    }

    @Override
    public <T> T roundtripSerialization(T object) {
        if (!stepped) {
            return object;
        }
        stepped = false;
        return super.roundtripSerialization(object);
    }
}
