package io.labelmint.dr.rehearsal;

import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.outside.WebPost;
import java.util.ArrayList;
import java.util.List;

/** The way out of a rehearsal: what is posted is kept and goes nowhere, and no secret is read for it. */
public final class RecordedPosts implements WebPost {
    /** Nobody's: names under {@code example} are nobody's for ever (RFC 2606). */
    private static final String NOWHERE = "https://slack.example/rehearsal";

    private final List<String> posts = new ArrayList<>();

    @Override
    public synchronized Answer post(Secret address, String json) {
        posts.add(json);
        return new Answer(200, "ok");
    }

    /** What was posted, oldest first. */
    public synchronized List<String> posts() {
        return List.copyOf(posts);
    }

    /** As the ways out of an engine. */
    public Outside outside() {
        return new Outside(this, reference -> new Secret(NOWHERE));
    }
}
