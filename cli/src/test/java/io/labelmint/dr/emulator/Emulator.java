package io.labelmint.dr.emulator;

import io.labelmint.dr.aws.AwsSettings;
import io.labelmint.dr.aws.SdkAws;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * An emulator of AWS that nobody here wrote, and so the witness that the product's calls are AWS's calls.
 *
 * <p>Started when first asked for, on a loopback port, once per JVM; it ends with the JVM. A test asks for what it needs
 * and gets on with it:
 *
 * <pre>{@code
 * @Tag("emulator")
 * class BackupIT {
 *     @ParameterizedTest
 *     @EnumSource
 *     void aBackupLands(Emulator emulator) {
 *         try (SdkAws aws = emulator.connect("backup-it")) { ... }
 *     }
 * }
 * }</pre>
 *
 * <p>Where no Python is found, {@code -Ddr.endpoint=URL} names an emulator that runs already. With neither, the test is
 * reported as skipped with the reason, or as failed where {@code CI=true} says that nothing may be skipped.
 */
public enum Emulator {
    /** Answers most; every lifecycle is over at once. */
    MOTO("123456789012", "/moto-api/data.json", "/moto-api/reset", EnumSet.allOf(Ability.class)),

    /** Answers less and checks more. */
    MINISTACK("000000000000", "/_ministack/health", "/_ministack/reset", EnumSet.noneOf(Ability.class));

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** Both emulators accept any; this is what their manuals use. */
    private static final AwsBasicCredentials ANYBODY = AwsBasicCredentials.create("test", "test");

    private final String account;
    private final String health;
    private final String reset;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
    private final Set<Ability> abilities;

    Emulator(String account, String health, String reset, Set<Ability> abilities) {
        this.account = account;
        this.health = health;
        this.reset = reset;
        this.abilities = Set.copyOf(abilities);
    }

    /** The one URL that answers for every service and region. */
    public URI endpoint() {
        return running().endpoint();
    }

    /** The account everybody is in. */
    public String account() {
        return account;
    }

    public boolean can(Ability ability) {
        return abilities.contains(ability);
    }

    /** The emulators that can, as the source of a parameterized test. */
    public static Stream<Emulator> thatCan(Ability ability) {
        return Stream.of(values()).filter(emulator -> emulator.can(ability));
    }

    /** The emulators that cannot, for the test that notices when a newer version can. */
    public static Stream<Emulator> thatCannot(Ability ability) {
        return Stream.of(values()).filter(emulator -> !emulator.can(ability));
    }

    /** The product's own clients, connected to this emulator; the caller closes them. */
    public SdkAws connect(String run) {
        return new SdkAws(settings(run));
    }

    /** How the product reaches this emulator. */
    public AwsSettings settings(String run) {
        return AwsSettings.ambient(run)
                .withCredentials(StaticCredentialsProvider.create(ANYBODY))
                .withEndpoint(endpoint());
    }

    /** What a process that finds its credentials by itself, as {@code dr} does, needs in its environment. */
    public Map<String, String> environment() {
        return Map.of(
                "AWS_ACCESS_KEY_ID", ANYBODY.accessKeyId(),
                "AWS_SECRET_ACCESS_KEY", ANYBODY.secretAccessKey(),
                "AWS_EC2_METADATA_DISABLED", "true");
    }

    /** A name no other test of this JVM uses. Tests share the emulator and tidy nothing up. */
    public static String fresh(String name) {
        return name + "-" + NAMES.incrementAndGet();
    }

    /** Forgets everything, for a test whose names are fixed. What was not started here is not wiped. */
    public void reset() {
        Assumptions.assumeTrue(running().isOurs(), "-Ddr.endpoint is not ours to wipe");
        Http.post(endpoint().resolve(reset));
    }

    String healthPath() {
        return health;
    }

    private Running running() {
        Running running = Running.of(this);
        running.missing()
                .ifPresent(reason -> skip(this + " is not available: " + reason, "true".equals(System.getenv("CI"))));
        return running;
    }

    static void skip(String reason, boolean ci) {
        if (ci) {
            throw new AssertionError(reason + " (CI=true: a test that is skipped has failed)");
        }
        throw new TestAbortedException(reason);
    }
}
