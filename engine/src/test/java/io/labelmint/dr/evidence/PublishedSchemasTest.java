package io.labelmint.dr.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.ledger.RunKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves this program in a form somebody else defines or reads: it is of that form. */
class PublishedSchemasTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void sealsAreWhatTheirSchemaSays() throws IOException {
        JsonSchema schema = schema("/io/labelmint/dr/evidence/seal.schema.json", VersionFlag.V202012);
        SampleChain chain = new SampleChain(
                        SampleRun.small(folder.resolve("ledgers")).unsealed(), folder.resolve("packs"))
                .runs(2)
                .again(1);
        for (int number = 1; number <= chain.length(); number++) {
            assertThat(schema.validate(tree(chain.seal(number)))).isEmpty();
        }
        String text = SampleRun.JSON.canonical(chain.seal(2)).replace("\"sequence\":2", "\"sequence\":0");
        assertThat(schema.validate(MAPPER.readTree(text))).isNotEmpty();
    }

    @Test
    void oscalResultsAreWhatTheSchemaOfNistSays() throws IOException {
        JsonSchema schema = schema("/schema/json/oscal-ar_schema.json", VersionFlag.V7);
        SampleRun run = SampleRun.small(folder.resolve("ledgers"));
        EvidencePack pack = run.pack();
        JsonNode results = tree(OscalResults.of(run.evidence(), pack.digest()));

        assertThat(schema.validate(results)).isEmpty();
        JsonNode result = results.at("/assessment-results/results/0");
        assertThat(result.path("observations"))
                .hasSize(run.evidence().findings().size());
        assertThat(result.path("findings"))
                .anySatisfy(finding -> assertThat(finding.toString())
                        .contains("\"target-id\":\"soc-2-a1.2\"", "\"state\":\"not-satisfied\""))
                .anySatisfy(finding -> assertThat(finding.toString())
                        .contains("\"target-id\":\"iso-27001-a.8.13\"", "\"state\":\"satisfied\""));
        assertThat(results.toString()).doesNotContain(run.evidence().actor());
        assertThat(schema.validate(MAPPER.readTree(results.toString().replace("satisfied", "fine"))))
                .isNotEmpty();
    }

    @Test
    void aRunThatAssessedNothingHasNoResults() {
        SampleRun run = SampleRun.empty(folder.resolve("ledgers"), RunKind.REHEARSAL);
        assertThatThrownBy(() -> OscalResults.of(run.evidence(), run.pack().digest()))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("found nothing that is evidence for a control");
    }

    private static JsonNode tree(Object value) throws IOException {
        return MAPPER.readTree(SampleRun.JSON.canonical(value));
    }

    private static JsonSchema schema(String resource, VersionFlag version) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                PublishedSchemasTest.class.getResourceAsStream(resource), List.of(resource)::toString)) {
            return JsonSchemaFactory.getInstance(version).getSchema(in);
        }
    }
}
