package io.labelmint.dr.library;

import groovy.lang.Closure;

/** A step of a pipeline, in the form JenkinsPipelineUnit calls it in. */
final class Step extends Closure<Object> {
    private static final long serialVersionUID = 1L;

    /** What a step does. */
    interface Doing {
        Object with(Object[] arguments) throws Exception;
    }

    private final transient Doing doing;

    Step(Doing doing) {
        super(null);
        this.doing = doing;
    }

    /** Found by Groovy, whatever the number of arguments. */
    public Object doCall(Object... arguments) throws Exception {
        return doing.with(arguments);
    }
}
