package io.labelmint.dr.emulator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in front of an emulator where every request passes and some never arrive: what is signed for a region that hangs
 * is read, and nothing is ever answered. Where a request goes is read from its signature (AWS General Reference, "Signature
 * Version 4", credential scope), as AWS does; so what is homed in us-east-1 hangs with it: Route 53, IAM, the global STS.
 */
public final class Crossroads implements AutoCloseable {
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]+/\\d+/([^/]+)/([^/]+)/aws4_request");
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z]+)");

    /** What the client of this machine sets itself. */
    private static final Set<String> HOP =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private final URI beyond;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "crossroads");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Passed> passed = new CopyOnWriteArrayList<>();
    private volatile Set<String> hanging = Set.of();

    /**
     * A request that came by.
     *
     * @param region whose endpoint it was signed for
     * @param service as it was signed
     * @param operation as AWS names it; for S3, which has none on the wire, method and path
     * @param answered whether it was let through
     */
    public record Passed(String region, String service, String operation, boolean answered) {}

    public Crossroads(URI beyond) throws IOException {
        this.beyond = beyond;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on nothing that is signed for {@code regions} is answered. */
    public void hang(String... regions) {
        hanging = Set.of(regions);
        passed.clear();
    }

    /** What came by since a region was lost. */
    public List<Passed> passed() {
        return List.copyOf(passed);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Matcher scope =
                    SCOPE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String region = scope.find() ? scope.group(1) : "unsigned";
            boolean lost = hanging.contains(region);
            String service = region.equals("unsigned") ? region : scope.group(2);
            passed.add(new Passed(region, service, operation(exchange, body), !lost));
            if (lost) {
                closed.await();
            } else {
                forward(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String operation(HttpExchange exchange, byte[] body) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        Matcher action = ACTION.matcher(new String(body, StandardCharsets.ISO_8859_1));
        return action.find()
                ? action.group(1)
                : exchange.getRequestMethod() + " "
                        + URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(beyond.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        Headers headers = exchange.getResponseHeaders();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        answer.headers().map().forEach((name, values) -> {
            if (!HOP.contains(name) || (head && name.equals("content-length"))) {
                values.forEach(value -> headers.add(name, value));
            }
        });
        boolean none = head || answer.body().length == 0;
        exchange.sendResponseHeaders(answer.statusCode(), none ? -1 : answer.body().length);
        if (!none) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
