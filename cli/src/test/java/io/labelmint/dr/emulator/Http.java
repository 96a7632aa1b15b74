package io.labelmint.dr.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The two requests an emulator is asked outside AWS's own protocols. */
final class Http {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private Http() {}

    static boolean answers(URI url) {
        try {
            return send(HttpRequest.newBuilder(url)) == 200;
        } catch (IOException e) {
            return false;
        }
    }

    static void post(URI url) {
        try {
            int status = send(HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.noBody()));
            if (status != 200) {
                throw new IllegalStateException(url + " answered " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int send(HttpRequest.Builder request) throws IOException {
        try {
            return CLIENT.send(request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
