package io.labelmint.dr.simulator.acm;

import io.labelmint.dr.simulator.core.Script;
import java.time.Instant;

/** What can be scripted about ACM. */
public final class AcmScripts {
    private AcmScripts() {}

    /** Certificates for {@code domain} in {@code region} end at {@code end}: nobody renewed them. */
    public static Script ends(String region, String domain, Instant end) {
        return new Script(end(region, domain), end.toString());
    }

    /** Nobody validates that {@code domain} belongs to the account: its certificates in {@code region} stay pending. */
    public static Script neverValidated(String region, String domain) {
        return new Script(validation(region, domain), "never");
    }

    static String end(String region, String domain) {
        return "acm.end." + region + "." + domain;
    }

    static String validation(String region, String domain) {
        return "acm.validation." + region + "." + domain;
    }
}
