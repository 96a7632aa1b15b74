package io.labelmint.dr.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.labelmint.dr.rehearsal.Fleet;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Simulated RDS and STS behind an endpoint, as AWS is: in a process of its own, so that none of its threads, memory and
 * files are counted as a caller's. Its clock is the wall clock. Each region has as many databases as RDS allows manual
 * snapshots, so large that a snapshot takes hours; nobody who waits for one is ever done.
 *
 * <p>It says where it listens, answers each line of its input with its {@link Calls}, and ends with its input.
 */
final class SimulatedEndpoint {
    private static final int STORAGE_GIB = 16_384;
    private static final int THREADS = 16;
    private static final Map<String, Class<? extends SdkClient>> CLIENTS =
            Map.of("rds", RdsClient.class, "sts", StsClient.class);

    /** Signature Version 4: Credential=KEY/DATE/REGION/SERVICE/aws4_request. */
    private static final Pattern SCOPE = Pattern.compile("Credential=[^/]*/[0-9]*/([^/]*)/([^/]*)/aws4_request");

    private final World world;
    private final PacedWorld paced;

    private SimulatedEndpoint(List<String> regions) {
        this.world = World.inMemory(new VirtualTimeline(World.EPOCH), SdkWaits.SEED);
        regions.forEach(region -> world.script(RdsScripts.instanceQuota(region, Integer.MAX_VALUE)));
        regions.forEach(this::create);
        world.timeline().runUntil(World.EPOCH.plus(Duration.ofDays(1)));
        this.paced = new PacedWorld(world, 1);
    }

    /**
     * What callers have asked for so far.
     *
     * @param snapshots that were begun
     * @param reads calls to RDS that only read
     * @param mostReads the same, of the region that was asked most
     */
    record Calls(int snapshots, int reads, int mostReads) {
        static Calls of(String line) {
            int[] numbers =
                    Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
            return new Calls(numbers[0], numbers[1], numbers[2]);
        }

        @Override
        public String toString() {
            return snapshots + " " + reads + " " + mostReads;
        }
    }

    /** Name of database {@code number} of a region. */
    static String database(int number) {
        return "db-" + number;
    }

    /** Arguments: the regions. */
    public static void main(String[] regions) throws IOException {
        SimulatedEndpoint aws = new SimulatedEndpoint(List.of(regions));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", aws::answer);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.start();
        System.out.println("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (input.readLine() != null) {
            System.out.println(aws.calls());
        }
        System.exit(0);
    }

    private void create(String region) {
        RdsClient rds = world.client(RdsClient.class, region);
        for (int i = 0; i < Fleet.MOST_DB_SNAPSHOTS; i++) {
            String id = database(i);
            rds.createDBInstance(request -> request.dbInstanceIdentifier(id)
                    .dbInstanceClass("db.r6g.large")
                    .engine("postgres")
                    .masterUsername("postgres")
                    .masterUserPassword("rehearsal")
                    .allocatedStorage(STORAGE_GIB)
                    .multiAZ(true)
                    .backupRetentionPeriod(0));
        }
    }

    private Calls calls() {
        Map<String, Long> reads = world.calls().stream()
                .filter(call -> call.service().equals("rds") && Waited.isRead(call))
                .collect(Collectors.groupingBy(call -> call.region(), Collectors.counting()));
        return new Calls(
                (int) world.calls().stream()
                        .filter(call -> call.operation().equals("CreateDBSnapshot"))
                        .count(),
                (int) reads.values().stream().mapToLong(Long::longValue).sum(),
                (int) reads.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            String text;
            try {
                text = carriedOut(
                        exchange.getRequestHeaders().getFirst("Authorization"),
                        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            } catch (AwsServiceException e) {
                status = e.statusCode();
                text = QueryProtocol.answer(e);
            } catch (RuntimeException | ReflectiveOperationException e) {
                e.printStackTrace(); // whoever runs the benchmark sees it, and the caller fails
                status = 501;
                text = e.toString();
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private String carriedOut(String authorization, Map<String, String> form) throws ReflectiveOperationException {
        Matcher scope = SCOPE.matcher(authorization);
        if (!scope.find()) {
            throw new IllegalArgumentException("not signed: " + form);
        }
        Class<? extends SdkClient> type = CLIENTS.get(scope.group(2));
        String operation = form.get("Action");
        Method method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equalsIgnoreCase(operation)
                        && each.getParameterCount() == 1
                        && AwsRequest.class.isAssignableFrom(each.getParameterTypes()[0]))
                .findFirst()
                .orElseThrow(() -> new UnsupportedOperationException(operation));
        Object request = QueryProtocol.request(method.getParameterTypes()[0].asSubclass(AwsRequest.class), form);
        try {
            return QueryProtocol.answer(
                    operation, (SdkPojo) method.invoke(paced.client(type, scope.group(1)), request));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> decoded(pair[0]), pair -> decoded(pair[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
