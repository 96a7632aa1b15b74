package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.WebAnswer;
import io.labelmint.dr.outside.WebGet;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Gate;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until a user who asks through the public name is served. That, and not the last accepted call, is the end of a
 * failover: the clock of the recovery time stops here.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region the region that is to serve
 * @param url what is asked for
 * @param contains what the answer must contain
 */
@JsonTypeName("web-users-served")
public record UsersServed(
        ActionId id, Set<ActionId> after, Estimate estimate, String region, URI url, Optional<String> contains)
        implements Gate {

    @Override
    public String awaits() {
        return url + " answers" + contains.map(text -> " \"" + text + "\"").orElse("");
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory.read(new WebAnswer(region, url)).fold(this::progress, Progress.Unknown::new);
    }

    private Progress progress(WebGet.Answer answer) {
        return answer.serves(contains)
                ? new Progress.Done(
                        Facts.of("url", url, "status", answer.status().orElseThrow()))
                : new Progress.Held(answer.status()
                        .map(code -> url + " answers " + code + (code < 300 ? " without what it must contain" : ""))
                        .orElseGet(() -> url + ": " + answer.text()));
    }
}
