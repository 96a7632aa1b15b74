package hudson.model;

import java.util.List;

/** Another build started a build. */
public final class FakeUpstreamCause extends Cause.UpstreamCause {
    private final List<Cause> behind;

    /** A build that itself has the causes {@code behind}. */
    public FakeUpstreamCause(Cause... behind) {
        this.behind = List.of(behind);
    }

    @Override
    public List<Cause> getUpstreamCauses() {
        return behind;
    }
}
