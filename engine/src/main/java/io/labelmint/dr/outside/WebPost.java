package io.labelmint.dr.outside;

import java.io.IOException;

/** Sends one POST to an address that is a secret. */
public interface WebPost {
    /**
     * Sends {@code json} to {@code address}, once, and waits for the answer no longer than a few seconds.
     *
     * @throws NotSent if nothing was sent
     * @throws IOException if it may have been sent; neither says anything of the address
     */
    Answer post(Secret address, String json) throws IOException;

    /**
     * What was answered.
     *
     * @param status HTTP status
     * @param text the answer's text; not to be trusted, because a proxy may repeat the address in it
     */
    record Answer(int status, String text) {}

    /** Nothing was sent. */
    final class NotSent extends IOException {
        private static final long serialVersionUID = 1L;

        /** Because of {@code reason}, which names neither address nor host. */
        public NotSent(String reason) {
            super(reason);
        }
    }
}
