package io.labelmint.dr.outside;

import io.labelmint.dr.Problem;

/**
 * The ways out of AWS an engine has.
 *
 * @param post sends to web addresses
 * @param secrets where the addresses are kept
 */
public record Outside(WebPost post, Secrets secrets) {
    /** The real ones of a process of its own. */
    public static Outside ofThisProcess() {
        return new Outside(new HttpWebPost(), ProcessSecrets.ofThisProcess());
    }

    /** None: nothing leaves, and no secret is read. */
    public static Outside none() {
        return new Outside(
                (address, json) -> {
                    throw new WebPost.NotSent("this engine has no way out");
                },
                reference -> {
                    throw Problem.of(
                                    "outside.none",
                                    "This engine sends nothing out of AWS.",
                                    "Give it a way out where it is put together.")
                            .asException();
                });
    }
}
