package io.labelmint.dr.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a loopback port that counts whole requests and then misbehaves as told. */
final class FlakyServer implements AutoCloseable {
    /** What becomes of a request that arrived whole. */
    @FunctionalInterface
    interface Fate {
        void befall(HttpExchange exchange) throws IOException;

        /** The connection is closed without a byte of an answer: the reply was lost. */
        static Fate dropped() {
            return HttpExchange::close;
        }

        /** Nothing happens, until the server is closed. */
        static Fate hang() {
            return exchange -> {};
        }

        /** The answer begins, and the connection is closed before it ends. */
        static Fate brokenOff() {
            return exchange -> {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write("{\"KeyMetadata\":".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                exchange.close();
            };
        }

        static Fate answer(int status, String body) {
            return exchange -> {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/xml");
                exchange.getResponseHeaders().set("x-amzn-RequestId", "request-1");
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            };
        }

        /** An error as the Query protocol of RDS, ElastiCache, SNS and STS spells it. */
        static Fate error(int status, String code) {
            return answer(
                    status,
                    "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>told so</Message></Error>"
                                    .formatted(code)
                            + "<RequestId>request-1</RequestId></ErrorResponse>");
        }
    }

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FlakyServer(Fate fate) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            fate.befall(exchange);
        });
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The bodies of the requests that arrived whole. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
