package io.labelmint.dr.validation.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.CacheValidation;
import io.labelmint.dr.estate.CacheValidation.Probe;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.CacheAddress;
import io.labelmint.dr.validation.CountedKeys;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.RedisValidation;
import io.labelmint.dr.validation.postgres.Certificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies of a real Redis that were loaded from the file it saved: a right one is green, and nothing that was ruined on
 * purpose is. No key and no value is in what is found. The server's binary is told of in {@link RedisProcess}.
 */
class RestoredCacheTest {
    private static final Instant TAKEN = Instant.parse("2026-11-22T02:00:00Z");
    private static final String CANARY = "canary-value-nobody-may-see";

    @TempDir
    static Path shared;

    private static CountedKeys counted;

    @TempDir
    Path folder;

    private final List<RedisProcess> started = new ArrayList<>();

    @BeforeAll
    static void source() {
        Info info = Info.parse(saved(shared, List.of()));
        counted = new CountedKeys(
                info.databases().get(0).all(),
                Optional.of(info.databases().get(0).expiring()),
                TAKEN);
        assertThat(counted.keys()).isEqualTo(1706);
        assertThat(counted.expiring()).contains(700L);
    }

    /**
     * Has a server save its file to {@code place}: lasting keys of two types, one of them rare; keys that expire in an hour;
     * keys that have expired by the time a copy is loaded; and then whatever {@code ruin} makes of it.
     *
     * @return what it says of its keys
     */
    private static String saved(Path place, List<String> ruin) {
        try (RedisProcess source = RedisProcess.in(place)) {
            List<String> commands = new ArrayList<>();
            IntStream.range(0, 1000).forEach(i -> commands.add("SET order:" + i + " " + i));
            IntStream.range(0, 5).forEach(i -> commands.add("HSET tenant:" + i + " name " + i));
            IntStream.range(0, 300).forEach(i -> commands.add("SET session:" + i + " " + i + " EX 3600"));
            commands.add("SET app:data-version " + CANARY);
            // Without looking for them the server keeps keys past their time, and saves and counts them.
            commands.add("DEBUG SET-ACTIVE-EXPIRE 0");
            IntStream.range(0, 400).forEach(i -> commands.add("SET old-session:" + i + " " + i + " PX 1"));
            commands.addAll(ruin);
            source.told(commands);
            source.save();
            return source.asked("INFO keyspace");
        }
    }

    @AfterEach
    void stop() {
        started.forEach(RedisProcess::close);
    }

    @Test
    void aCopyAsItWasTakenIsGreenAlthoughKeysHaveExpiredSince() {
        List<Finding> found = validate(copy(List.of()), declared(expecting(CANARY)));

        assertThat(red(found)).isEmpty();
        assertThat(found).extracting(Finding::check).isEqualTo(RedisValidation.checks());
        assertThat(of(found, "restore.redis-keys").facts())
                .containsEntry("keys", "1306")
                .containsEntry("sourceKeys", "1706");
        assertThat(found.toString())
                .as("what is found of a user's data")
                .doesNotContain(CANARY)
                .doesNotContain("app:data-version")
                .doesNotContain("tenant:");
    }

    @Test
    void anEmptyOneIsRed() {
        List<Finding> found = validate(empty(), declared(expecting(CANARY)));

        assertThat(red(found))
                .containsExactly(
                        "restore.connects", "restore.redis-keys", "restore.redis-types", "restore.redis-answers");
    }

    @Test
    void aTypeThatIsMissingIsRedHoweverRareItWas() {
        RedisProcess copy =
                copy(IntStream.range(0, 5).mapToObj(i -> "DEL tenant:" + i).toList());

        List<Finding> found = validate(copy, declared(expecting(CANARY)));

        assertThat(red(found)).containsExactly("restore.redis-types");
        assertThat(of(found, "restore.redis-types").summary()).contains("no key of the type hash");
    }

    @Test
    void anOlderSnapshotIsRed() {
        RedisProcess copy =
                copy(IntStream.range(0, 100).mapToObj(i -> "DEL order:" + i).toList());

        assertThat(red(validate(copy, declared(expecting(CANARY))))).containsExactly("restore.redis-keys");
    }

    @Test
    void aYoungerOneIsRed() {
        RedisProcess copy = copy(IntStream.range(0, 100)
                .mapToObj(i -> "SET order:new:" + i + " 1")
                .toList());

        assertThat(red(validate(copy, declared(expecting(CANARY))))).containsExactly("restore.redis-keys");
    }

    @Test
    void anAnswerThatIsNotAsDeclaredIsRedAndToldByItsHash() {
        List<Finding> wrong = validate(copy(List.of("SET app:data-version ruined")), declared(expecting(CANARY)));
        List<Finding> gone = validate(copy(List.of("DEL app:data-version")), declared(expecting(CANARY)));
        List<Finding> pattern = validate(
                copy(List.of()),
                declared(new Probe(
                        "version", List.of("GET", "app:data-version"), Optional.empty(), Optional.of("[0-9]+"))));

        assertThat(red(wrong)).containsExactly("restore.redis-answers");
        assertThat(of(wrong, "restore.redis-answers").facts().get("probe.version"))
                .startsWith("SHA-256 ");
        assertThat(wrong.toString()).doesNotContain("ruined").doesNotContain(CANARY);
        assertThat(red(gone)).containsExactly("restore.redis-answers");
        assertThat(red(pattern)).containsExactly("restore.redis-answers");
        assertThat(pattern.toString()).doesNotContain(CANARY);
    }

    @Test
    void keysThatWereEvictedForWantOfMemoryAreRed() {
        List<String> more = IntStream.range(0, 2000)
                .mapToObj(i -> "SET big:" + i + " " + "x".repeat(1000))
                .toList();
        RedisProcess copy = started(RedisProcess.in(withFile(more), "maxmemory 2mb", "maxmemory-policy allkeys-lru"));

        assertThat(red(validate(copy, declared(expecting(CANARY))))).contains("restore.redis-memory");
    }

    @Test
    void aWrongPasswordIsNotTestedAndNotTold() {
        RedisProcess copy = started(
                RedisProcess.in(withFile(List.of()), "user dr_probe on >right-one ~* +@all", "requirepass other"));

        List<Finding> found = validate(declared(expecting(CANARY)), address(copy, "dr_probe", "wrong-one"), counted);

        assertThat(found).allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED);
        assertThat(found.get(0).summary()).contains("does not let dr_probe in");
        assertThat(found.toString()).doesNotContain("wrong-one");
    }

    @Test
    void aUserThatMayAskWhatTheDocumentationSaysIsEnoughAndOneThatMayLessIsNotTested() {
        RedisProcess copy = started(RedisProcess.in(
                withFile(List.of()),
                "maxmemory 100mb",
                "user dr_probe on >right-one ~* +info +select +scan +type +get",
                "user dr_less on >right-one ~* +info +select"));

        List<Finding> enough = validate(declared(expecting(CANARY)), address(copy, "dr_probe", "right-one"), counted);
        List<Finding> less = validate(declared(expecting(CANARY)), address(copy, "dr_less", "right-one"), counted);

        assertThat(red(enough)).isEmpty();
        assertThat(less)
                .filteredOn(finding -> !finding.green())
                .allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED)
                .extracting(Finding::check)
                .containsExactly("restore.redis-types", "restore.redis-answers");
    }

    @Test
    void aSourceNobodyCountedIsNotTested() {
        CountedKeys without = new CountedKeys(counted.keys(), Optional.empty(), TAKEN);
        CountedKeys sessions = new CountedKeys(400, Optional.of(400L), TAKEN);
        RedisProcess copy = copy(List.of());

        for (CountedKeys source : List.of(without, sessions)) {
            Finding keys =
                    of(validate(declared(expecting(CANARY)), address(copy, null, null), source), "restore.redis-keys");
            boolean counts = of(validate(copy, declared(expecting(CANARY))), "restore.redis-keys")
                    .facts()
                    .containsKey("keysLoaded");
            // A server from 7 on counts the keys of the file, and holds them against the source whatever expires.
            assertThat(keys.verdict())
                    .isEqualTo(
                            counts
                                    ? (source.expiring().isEmpty() ? Verdict.PASSED : Verdict.FAILED)
                                    : Verdict.NOT_TESTED);
        }
    }

    @Test
    void whatIsNotThereOrNotInTimeIsNotTested() throws IOException {
        RedisProcess copy = copy(List.of());
        CacheValidation impatient = declared(Duration.ZERO, expecting(CANARY));

        List<Finding> late = validate(impatient, address(copy, null, null), counted);
        copy.close();
        started.remove(copy);
        List<Finding> nobody = validate(declared(expecting(CANARY)), address(copy, null, null), counted);

        assertThat(late).allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED);
        assertThat(late.get(0).summary()).contains("The time for validation was over");
        assertThat(nobody).allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED);
        assertThat(nobody.get(0).summary()).contains("No connection to 127.0.0.1");
    }

    @Test
    void aServerProvesWhoItIsBeforeAnythingIsSent() throws IOException, InterruptedException {
        Certificate right = Certificate.of("localhost", folder.resolve("right"));
        Certificate other = Certificate.of("localhost", folder.resolve("other"));
        int port = RedisProcess.freePort();
        started(RedisProcess.in(
                withFile(List.of()),
                "maxmemory 100mb",
                "tls-port " + port,
                "tls-cert-file " + right.pem(),
                "tls-key-file " + right.key(),
                "tls-ca-cert-file " + right.pem(),
                "tls-auth-clients no"));

        assertThat(red(tls("localhost", port, true, right))).isEmpty();
        assertThat(red(tls("127.0.0.1", port, false, right))).isEmpty();
        assertThat(tls("127.0.0.1", port, true, right).get(0).summary()).contains("did not prove who it is");
        assertThat(tls("localhost", port, true, other).get(0).summary()).contains("did not prove who it is");
    }

    @Test
    void aPasswordIsNotSentInClear() {
        CacheAddress away = new CacheAddress(
                "192.0.2.1",
                6379,
                false,
                Optional.empty(),
                Optional.of(new Secret("right-one")),
                new DatabaseAddress.Plain());

        List<Finding> found = validate(declared(expecting(CANARY)), away, counted);

        assertThat(found.get(0).summary()).contains("A password is not sent in clear text");
    }

    private List<Finding> tls(String host, int port, boolean hostName, Certificate trusted) {
        return validate(
                declared(expecting(CANARY)),
                new CacheAddress(
                        host,
                        port,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        new DatabaseAddress.Tls(hostName, Optional.of(trusted.pem()))),
                counted);
    }

    /** A server that has loaded what the source saved, after somebody did {@code ruin} to it. */
    private RedisProcess copy(List<String> ruin) {
        return started(RedisProcess.in(withFile(ruin), "maxmemory 100mb"));
    }

    private RedisProcess empty() {
        return started(RedisProcess.in(folder.resolve("empty"), "maxmemory 100mb"));
    }

    private RedisProcess started(RedisProcess process) {
        started.add(process);
        return process;
    }

    private Path withFile(List<String> ruin) {
        try {
            Path place = Files.createDirectories(folder.resolve("copy-" + started.size()));
            if (ruin.isEmpty()) {
                Files.copy(shared.resolve(RedisProcess.FILE), place.resolve(RedisProcess.FILE));
            } else {
                saved(place, ruin);
            }
            return place;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Probe expecting(String answer) {
        return new Probe("version", List.of("GET", "app:data-version"), Optional.of(answer), Optional.empty());
    }

    private static CacheValidation declared(Probe probe) {
        return declared(Duration.ofMinutes(1), probe);
    }

    private static CacheValidation declared(Duration timeLimit, Probe probe) {
        return new CacheValidation(
                Optional.empty(),
                Optional.empty(),
                CacheValidation.Tls.NONE,
                Optional.empty(),
                new BigDecimal("0.05"),
                1,
                List.of(CacheValidation.Type.STRING, CacheValidation.Type.HASH),
                10,
                List.of(probe),
                timeLimit);
    }

    private static CacheAddress address(RedisProcess copy, String user, String password) {
        return new CacheAddress(
                "127.0.0.1",
                copy.port(),
                false,
                Optional.ofNullable(user),
                Optional.ofNullable(password).map(Secret::new),
                new DatabaseAddress.Plain());
    }

    private static List<Finding> validate(RedisProcess copy, CacheValidation declared) {
        return validate(declared, address(copy, null, null), counted);
    }

    private static List<Finding> validate(CacheValidation declared, CacheAddress address, CountedKeys source) {
        RedisGroup sessions = LabelMint.production().caches().get(0);
        RedisGroup redis = new RedisGroup(
                sessions.id(),
                sessions.replicationGroup(),
                sessions.snapshots(),
                sessions.globalDatastore(),
                CacheRestores.NONE,
                Optional.of(declared),
                sessions.objectives());
        VirtualTimeline timeline = new VirtualTimeline(TAKEN);
        return new RedisValidation(new RedisProbes(timeline), timeline)
                .validate(redis, () -> address, "snapshot", () -> source);
    }

    private static Finding of(List<Finding> found, String check) {
        return found.stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> red(List<Finding> found) {
        return found.stream()
                .filter(finding -> !finding.green())
                .map(Finding::check)
                .toList();
    }
}
