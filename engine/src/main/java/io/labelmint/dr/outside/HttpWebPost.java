package io.labelmint.dr.outside;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Posts over HTTPS. Causes of exceptions are left behind: their messages may repeat the address.
 */
public final class HttpWebPost implements WebPost {
    /**
     * For everything, name resolution and the answer's text included. A notice is sent on the lane of the DR region, which
     * a failover needs; five seconds are what Slack's slowest answers take and what a failover can spare.
     */
    public static final Duration DEADLINE = Duration.ofSeconds(5);

    // No redirects: an address that is a secret is not to be passed on to wherever an answer points.
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(DEADLINE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Answer post(Secret address, String json) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri(address))
                .timeout(DEADLINE)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            HttpResponse<String> response = answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + DEADLINE.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private static URI uri(Secret address) throws NotSent {
        try {
            URI uri = new URI(address.reveal());
            if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
                throw new NotSent("the secret is not an https address");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new NotSent("the secret is not an https address");
        }
    }

    private static IOException failure(Throwable cause) {
        boolean before = cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
        String kind = cause.getClass().getSimpleName();
        return before ? new NotSent("no connection (" + kind + ")") : new IOException("no answer (" + kind + ")");
    }
}
