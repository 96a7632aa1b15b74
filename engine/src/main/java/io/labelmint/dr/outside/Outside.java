package io.labelmint.dr.outside;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;

/**
 * The ways out of AWS an engine has.
 *
 * @param post sends to web addresses
 * @param secrets where the addresses, and passwords, are kept
 * @param heartbeats has databases write heartbeats
 * @param maskings masks restored copies of databases
 * @param get asks for pages, as users do
 * @param rows counts what databases hold
 */
public record Outside(
        WebPost post, Secrets secrets, Heartbeats heartbeats, Maskings maskings, WebGet get, RowCounts rows) {

    /** Ways out that reach no database. */
    public Outside(WebPost post, Secrets secrets) {
        this(
                post,
                secrets,
                (source, password, estate, store) -> {
                    throw closed();
                },
                (copy, password, order) -> {
                    throw closed();
                },
                WebGet.none(),
                (source, password, estate, store, tables, limit) -> {
                    throw closed();
                });
    }

    /** The real ones of a process of its own; it reaches no database. */
    public static Outside ofThisProcess() {
        return new Outside(new HttpWebPost(), ProcessSecrets.ofThisProcess()).with(new HttpWebGet());
    }

    /** The same, with a way to have databases write heartbeats. */
    public Outside with(Heartbeats beating) {
        return new Outside(post, secrets, beating, maskings, get, rows);
    }

    /** The same, with a way to mask restored copies. */
    public Outside with(Maskings masking) {
        return new Outside(post, secrets, heartbeats, masking, get, rows);
    }

    /** The same, with a way to ask for pages. */
    public Outside with(WebGet asking) {
        return new Outside(post, secrets, heartbeats, maskings, asking, rows);
    }

    /** The same, with a way to count what databases hold. */
    public Outside with(RowCounts counting) {
        return new Outside(post, secrets, heartbeats, maskings, get, counting);
    }

    /** None: nothing leaves, and no secret is read. */
    public static Outside none() {
        return new Outside(
                (address, json) -> {
                    throw new WebPost.NotSent("this engine has no way out");
                },
                reference -> {
                    throw closed();
                });
    }

    private static ProblemException closed() {
        return Problem.of(
                        "outside.none",
                        "This engine sends nothing out of AWS.",
                        "Give it a way out where it is put together.")
                .asException();
    }
}
