package io.labelmint.dr.simulator.route53;

import io.labelmint.dr.simulator.core.Script;

/** What can be scripted about Route 53. */
public final class Route53Scripts {
    /**
     * AWS chooses the ids of hosted zones and health checks. So that an estate that names them can be rehearsed, a caller
     * reference that begins with this chooses them here.
     */
    public static final String ID = "simulator:id=";

    private Route53Scripts() {}

    /** The endpoint {@code name}, which is no object of S3, answers health checks, or does not, from now on. */
    public static Script endpoint(String name, boolean answers) {
        return new Script(endpoint(name), Boolean.toString(answers));
    }

    static String endpoint(String name) {
        return "route53.endpoint." + name;
    }
}
