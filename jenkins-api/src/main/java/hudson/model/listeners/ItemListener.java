package hudson.model.listeners;

import hudson.ExtensionPoint;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class ItemListener implements ExtensionPoint {
    public void onLoaded() {}

    public void onBeforeShutdown() {}
}
