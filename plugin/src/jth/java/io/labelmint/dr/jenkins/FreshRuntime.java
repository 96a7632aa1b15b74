package io.labelmint.dr.jenkins;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Forgets the runtime of the controller before. One process has one controller, except in tests: there the next one would
 * find the runtime of one that was shut down, in a JENKINS_HOME that is gone.
 */
public final class FreshRuntime implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        forget();
    }

    static void forget() {
        DrRuntimes.set(null);
    }
}
