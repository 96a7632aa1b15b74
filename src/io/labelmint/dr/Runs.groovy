package io.labelmint.dr

import com.cloudbees.groovy.cps.NonCPS

/** The runs of one build, in the order they were made. Pure: it calls no step. */
class Runs implements Serializable {
    private static final long serialVersionUID = 1L

    /** Ids of the runs that ended: those that left evidence. */
    final List ended = []

    /** Ids for the notice: those that ended, and for each that did not a name that stands for it. */
    final List told = []

    /**
     * Adds what a step answered. A step that failed answers nothing, not even the id of its run; people are then told
     * of a run of that kind in this build that has not ended, which is red, instead of hearing nothing of it.
     */
    @NonCPS
    void add(String kind, Map result, Object build) {
        if (result != null) {
            ended.add(result.run)
        }
        told.add(result != null ? result.run : "${kind}-in-build-${build}".toString())
    }
}
