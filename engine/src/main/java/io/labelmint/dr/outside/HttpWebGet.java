package io.labelmint.dr.outside;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks over HTTPS, each time with a connection of its own: a connection that is kept would go on leading to where the name
 * led before. How long Java keeps the answer of a name server is {@code networkaddress.cache.ttl}, 30 s unless somebody
 * changed it.
 */
public final class HttpWebGet implements WebGet {
    /** For everything, name resolution and the beginning of the answer included. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** As much as Route 53's own health checkers search (Route 53 API Reference, SearchString). */
    private static final int MOST_BYTES = 5_120;

    @Override
    public Answer get(URI url) {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(DEADLINE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(DEADLINE)
                .header("Cache-Control", "no-cache")
                .GET()
                .build();
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            try (InputStream body = response.body()) {
                return new Answer(
                        Optional.of(response.statusCode()),
                        new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            }
        } catch (TimeoutException e) {
            answer.cancel(true);
            return none("no answer within " + DEADLINE.toSeconds() + " s");
        } catch (ExecutionException e) {
            return none("no answer (" + e.getCause().getClass().getSimpleName() + ")");
        } catch (IOException e) {
            return none("the answer broke off");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return none("interrupted");
        }
    }

    private static Answer none(String reason) {
        return new Answer(Optional.empty(), reason);
    }
}
