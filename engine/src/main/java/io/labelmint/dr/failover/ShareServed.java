package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.WebAnswer;
import io.labelmint.dr.outside.WebGet;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Gate;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Waits for a while after a share of the users was sent home, and until users are served at its end. Whichever region one asks
 * that is asked for, both must serve.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region the region that is to serve
 * @param shift the action that sent them home
 * @param hold for how long
 * @param url what is asked for
 * @param contains what the answer must contain
 */
@JsonTypeName("web-share-served")
public record ShareServed(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        ActionId shift,
        Duration hold,
        URI url,
        Optional<String> contains)
        implements Gate {

    @Override
    public String awaits() {
        return hold.toMinutes() + " min are over and " + url + " answers"
                + contains.map(text -> " \"" + text + "\"").orElse("");
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        Facts shifted = inputs.earlier().getOrDefault(shift, Facts.NONE);
        Optional<Instant> until = Optional.ofNullable(shifted.get(ShiftRecord.SEEN))
                .map(Instant::parse)
                .map(at -> at.plus(hold));
        Reading<WebGet.Answer> read = observatory.read(new WebAnswer(region, url));
        return read.fold(answer -> progress(answer, read.sent(), until), Progress.Unknown::new);
    }

    private Progress progress(WebGet.Answer answer, Instant now, Optional<Instant> until) {
        if (!answer.serves(contains)) {
            return new Progress.Held(url + ": " + answer.text());
        }
        return until.filter(now::isBefore).isPresent()
                ? new Progress.Held("users are served; the next share goes home at " + until.get())
                : new Progress.Done(
                        Facts.of("url", url, "status", answer.status().orElseThrow()));
    }
}
