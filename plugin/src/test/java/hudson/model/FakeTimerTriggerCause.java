package hudson.model;

/** A timer started a build: its name is all that is asked of the real ones. */
public final class FakeTimerTriggerCause extends Cause {
    @Override
    public String getShortDescription() {
        return "Started by timer";
    }
}
