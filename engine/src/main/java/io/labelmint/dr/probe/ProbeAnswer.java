package io.labelmint.dr.probe;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.outside.Secrets;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.DatabaseProbes;
import io.labelmint.dr.validation.DatabaseValidation;
import io.labelmint.dr.validation.Known;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Answers requests, as the task does: the same levels through the same probes as from anywhere else. */
public final class ProbeAnswer {
    private final DatabaseProbes probes;
    private final Secrets secrets;
    private final Timeline timeline;
    private final Json json;

    /** Asks through {@code probes}, with passwords from {@code secrets}. */
    public ProbeAnswer(DatabaseProbes probes, Secrets secrets, Timeline timeline, Json json) {
        this.probes = probes;
        this.secrets = secrets;
        this.timeline = timeline;
        this.json = json;
    }

    /**
     * What is found, as the text of a {@link ProbeResult}. Blocks as long as it takes.
     *
     * @param text the request as it was read
     * @param digest the SHA-256 it was announced with
     * @throws ProblemException {@code probe.request-altered} if it is not the one that was announced
     */
    public String to(String text, String digest) {
        if (!Json.sha256(text).equals(digest)) {
            throw altered("has not the digest it was announced with");
        }
        ProbeRequest request;
        try {
            request = json.read(text, ProbeRequest.class);
        } catch (UncheckedIOException e) {
            throw altered("cannot be read by this version");
        }
        var findings = new DatabaseValidation(probes, timeline)
                .ask(
                        request.origin(),
                        request.validation(),
                        () -> DatabaseAddress.of(request.validation(), request.host(), request.port(), secrets),
                        request.restored(),
                        new Known(request.beat(), Optional.empty(), List.of()));
        return json.canonical(new ProbeResult(digest, timeline.now(), findings));
    }

    private static ProblemException altered(String why) {
        return Problem.of(
                        "probe.request-altered",
                        "The request " + why + ", so nothing was asked.",
                        "Give the task an image with the same version of dr as whoever asks, see who may write to the"
                                + " state bucket, and test again.")
                .asException();
    }
}
