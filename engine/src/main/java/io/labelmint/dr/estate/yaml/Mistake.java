package io.labelmint.dr.estate.yaml;

import io.labelmint.dr.Problem;

/**
 * One thing that is wrong in a file, and where.
 *
 * @param file the file as the user named it
 * @param line line, from 1
 * @param column column, from 1
 * @param problem what is wrong, the facts, and the fix
 */
public record Mistake(String file, int line, int column, Problem problem) {
    /** The stable name of this kind of mistake, for programs. */
    public String code() {
        return problem.code();
    }

    /** One sentence of what is wrong. */
    public String summary() {
        return problem.summary();
    }

    /** One sentence of what to do. */
    public String fix() {
        return problem.remedy();
    }

    /** The line as compilers print it, so that terminals and editors make it a link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + problem + " [" + problem.code() + "]";
    }
}
