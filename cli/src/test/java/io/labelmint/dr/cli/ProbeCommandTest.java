package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.outside.ProcessSecrets;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.probe.ProbeRequest;
import io.labelmint.dr.probe.ProbeResult;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.DatabaseProbes;
import io.labelmint.dr.validation.DatabaseValidation;
import io.labelmint.dr.validation.Origin;
import io.labelmint.dr.validation.Restored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code dr probe} over a simulated bucket: what it reads, what it writes, and what it refuses. */
final class ProbeCommandTest {
    private static final String WEST = "us-west-2";
    private static final String BUCKET = "labelmint-production-dr-state";
    private static final String PASSWORD = "canary-51b0";

    private final Json json = Capabilities.json();
    private final World world = World.inMemory(new VirtualTimeline(World.EPOCH), 7);
    private final BucketObjects objects = new BucketObjects(world::client, world::client, WEST, BUCKET);
    private final List<DatabaseAddress> asked = new ArrayList<>();
    private final DatabaseProbes probes = (address, limit) -> {
        asked.add(address);
        throw Problem.of("probe.unreachable", "No connection came about.", "Open the port.")
                .asException();
    };
    private final String request = request();

    @BeforeEach
    void bucket() {
        world.client(S3Client.class, WEST)
                .createBucket(r -> r.bucket(BUCKET).createBucketConfiguration(c -> c.locationConstraint(WEST)));
    }

    @Test
    void whatItFindsIsWrittenAndBoundToTheRequest() throws BucketObjects.Unread {
        write(request);

        answer(Json.sha256(request), Map.of("DR_PROBE_PASSWORD", PASSWORD));

        String text = objects.read("result.json").text();
        ProbeResult result = ProbeResult.read(text, Json.sha256(request), "billing-db", json);
        assertThat(result.findings())
                .hasSize(DatabaseValidation.checks().size())
                .allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED);
        assertThat(result.findings().get(0).summary()).isEqualTo("No connection came about.");
        assertThat(asked).singleElement().satisfies(address -> {
            assertThat(address.host()).isEqualTo("copy.example");
            assertThat(address.password().reveal()).isEqualTo(PASSWORD);
        });
        assertThat(text + request).doesNotContain(PASSWORD);
    }

    @Test
    void aPasswordThatIsNotThereIsAFinding() throws BucketObjects.Unread {
        write(request);

        answer(Json.sha256(request), Map.of());

        ProbeResult result =
                ProbeResult.read(objects.read("result.json").text(), Json.sha256(request), "billing-db", json);
        assertThat(result.findings().get(0).summary())
                .isEqualTo("There is no secret at environment DR_PROBE_PASSWORD.");
        assertThat(asked).isEmpty();
    }

    @Test
    void aResultThatIsThereIsNotReplaced() throws BucketObjects.Unread {
        write(request);
        objects.write("result.json", "first", "test", Optional.empty());

        assertThatThrownBy(() -> answer(Json.sha256(request), Map.of("DR_PROBE_PASSWORD", PASSWORD)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("probe.result-there"));
        assertThat(objects.read("result.json").text()).isEqualTo("first");
    }

    @Test
    void anotherRequestThanWasAnnouncedIsNotAsked() throws BucketObjects.Unread {
        write(request.replace("copy.example", "production.example"));

        assertThatThrownBy(() -> answer(Json.sha256(request), Map.of("DR_PROBE_PASSWORD", PASSWORD)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo("probe.request-altered"));
        assertThat(asked).isEmpty();
        assertThat(objects.find("result.json")).isEmpty();
    }

    @Test
    void aRequestThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> answer(Json.sha256(request), Map.of()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("NoSuchKey");
    }

    private void write(String text) {
        assertThat(objects.write("request.json", text, "test", Optional.empty()))
                .isInstanceOf(BucketObjects.Written.Yes.class);
    }

    private void answer(String digest, Map<String, String> environment) {
        ProbeCommand command = new ProbeCommand();
        command.region = WEST;
        command.bucket = BUCKET;
        command.request = "request.json";
        command.digest = digest;
        command.result = "result.json";
        command.answer(world::client, world::client, probes, new ProcessSecrets(environment::get), world.timeline());
    }

    private String request() {
        Estate estate =
                EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));
        PostgresDatabase database = estate.databases().get(1);
        return json.canonical(new ProbeRequest(
                new OperationId("ask-test-billing-db"),
                Origin.of(estate, database),
                "copy.example",
                5432,
                database.validation().orElseThrow(),
                new Restored(World.EPOCH, "a snapshot"),
                Optional.empty()));
    }
}
