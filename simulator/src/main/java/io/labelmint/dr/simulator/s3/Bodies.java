package io.labelmint.dr.simulator.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * The contents of objects on their way through the gate. A request must carry all that its effect needs, since it is what
 * the journal keeps: so the body travels in the metadata, in base64.
 */
final class Bodies {
    /** No caller's metadata has a key with capitals: S3 lets them arrive in lower case. */
    static final String KEY = "Simulator-Body";

    /** Ledgers, manifests and estates are small; a world that keeps large bodies in its journal is a mistake. */
    private static final int MOST = 1 << 20;

    private Bodies() {}

    static PutObjectRequest write(PutObjectRequest request, RequestBody body) {
        Map<String, String> metadata = new HashMap<>(request.metadata());
        try (InputStream content = body.contentStreamProvider().newStream()) {
            byte[] bytes = content.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new UnsupportedOperationException("objects of more than " + MOST + " bytes are not simulated");
            }
            metadata.put(KEY, Base64.getEncoder().encodeToString(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request.toBuilder().metadata(metadata).build();
    }

    static byte[] read(PutObjectRequest request) {
        return Base64.getDecoder().decode(request.metadata().getOrDefault(KEY, ""));
    }
}
