package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.report.VisibleText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Evidence as OSCAL assessment results (NIST, Open Security Controls Assessment Language, model "assessment-results"): an
 * observation for each finding, and a finding for each control, which is satisfied only if everything found about it passed.
 *
 * <p>Its identifiers are derived from the pack's digest, so the same pack always gives the same document. It says what was
 * found, and not who ran it.
 */
public final class OscalResults {
    /** Version of OSCAL this is written for. */
    static final String VERSION = "1.1.2";

    /** Namespace of the properties OSCAL does not define. */
    private static final String NAMESPACE = "urn:labelmint-dr:evidence";

    private final Evidence evidence;
    private final String digest;

    private OscalResults(Evidence evidence, String digest) {
        this.evidence = evidence;
        this.digest = digest;
    }

    /**
     * The document of {@code evidence}, as maps, lists and texts.
     *
     * @param digest SHA-256 of the manifest of its pack
     * @throws io.labelmint.dr.ProblemException {@code evidence.no-controls} if nothing in it is evidence for a control:
     *     OSCAL has no results that assess none
     */
    public static Map<String, Object> of(Evidence evidence, String digest) {
        if (evidence.findings().stream().allMatch(finding -> finding.controls().isEmpty())) {
            throw Problem.of(
                            "evidence.no-controls",
                            "Run " + evidence.run() + " found nothing that is evidence for a control.",
                            "Export the evidence of a run that checks or tests something.")
                    .asException();
        }
        return Map.of("assessment-results", new OscalResults(evidence, digest).document());
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uuid", uuid("document"));
        document.put(
                "metadata",
                Map.of(
                        "title",
                        line(evidence.title() + ", " + words(evidence.kind())),
                        "last-modified",
                        time(evidence.ended()),
                        "version",
                        digest,
                        "oscal-version",
                        VERSION));
        // What is assessed, and how, is declared in the estate; that is as near as it has a plan of an assessment.
        document.put("import-ap", Map.of("href", EvidencePack.ESTATE));
        document.put("results", List.of(result()));
        return document;
    }

    private Map<String, Object> result() {
        SortedMap<String, List<Integer>> controls = controls();
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("uuid", uuid("result"));
        result.put("title", line(evidence.title()));
        result.put(
                "description",
                "Disaster recovery of " + evidence.estate() + " (" + words(evidence.kind()) + "), run "
                        + evidence.run());
        result.put("start", time(evidence.started()));
        result.put("end", time(evidence.ended()));
        result.put("props", List.of(property("kind", words(evidence.kind())), property("pack", digest)));
        List<Object> reviewed = new ArrayList<>();
        controls.keySet().forEach(control -> reviewed.add(Map.of("control-id", token(control))));
        result.put("reviewed-controls", Map.of("control-selections", List.of(Map.of("include-controls", reviewed))));
        List<Object> observations = new ArrayList<>();
        for (int i = 0; i < evidence.findings().size(); i++) {
            observations.add(observation(i, evidence.findings().get(i)));
        }
        result.put("observations", observations);
        List<Object> findings = new ArrayList<>();
        controls.forEach((control, numbers) -> findings.add(finding(control, numbers)));
        result.put("findings", findings);
        return result;
    }

    private Map<String, Object> observation(int number, Finding finding) {
        Map<String, Object> observation = new LinkedHashMap<>();
        observation.put("uuid", uuid("observation " + number));
        observation.put("title", line(finding.check() + " of " + finding.subject()));
        observation.put(
                "description",
                line(finding.summary()
                        + finding.remedy().map(remedy -> " " + remedy).orElse("")));
        observation.put(
                "props",
                List.of(
                        property("check", finding.check()),
                        property("subject", finding.subject()),
                        property("verdict", words(finding.verdict())),
                        property("objective", finding.objective())));
        observation.put("methods", List.of("TEST"));
        observation.put(
                "relevant-evidence",
                List.of(Map.of("href", EvidencePack.EVIDENCE, "description", "findings/" + number)));
        observation.put("collected", time(evidence.ended()));
        return observation;
    }

    private Map<String, Object> finding(String control, List<Integer> numbers) {
        long red = numbers.stream()
                .filter(number -> evidence.findings().get(number).verdict() != Verdict.PASSED)
                .count();
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("uuid", uuid("control " + control));
        finding.put("title", line(control));
        finding.put(
                "description",
                red == 0
                        ? "All " + numbers.size() + " findings about it passed."
                        : red + " of " + numbers.size() + " findings about it failed or could not be tested.");
        finding.put(
                "target",
                Map.of(
                        "type", "objective-id",
                        "target-id", token(control),
                        "status", Map.of("state", red == 0 ? "satisfied" : "not-satisfied")));
        finding.put(
                "related-observations",
                numbers.stream()
                        .map(number -> Map.of("observation-uuid", uuid("observation " + number)))
                        .toList());
        return finding;
    }

    /** The numbers of the findings that are evidence for each control. */
    private SortedMap<String, List<Integer>> controls() {
        SortedMap<String, List<Integer>> controls = new TreeMap<>();
        for (int i = 0; i < evidence.findings().size(); i++) {
            for (String control :
                    new java.util.TreeSet<>(evidence.findings().get(i).controls())) {
                controls.computeIfAbsent(control, any -> new ArrayList<>()).add(i);
            }
        }
        return controls;
    }

    private static Map<String, Object> property(String name, String value) {
        return Map.of("name", name, "ns", NAMESPACE, "value", line(value));
    }

    /** OSCAL's datatype "string": no white space at its ends, at least one character. */
    private static String line(String text) {
        String line = VisibleText.line(text).strip();
        return line.isEmpty() ? "-" : line;
    }

    /** OSCAL's datatype "token": for example {@code soc-2-a1.2}. */
    private static String token(String control) {
        String token =
                control.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("-$", "");
        return token.matches("[a-z].*") ? token : "_" + token;
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String time(Instant instant) {
        return instant.toString();
    }

    /** A name-based UUID of version 5 (RFC 9562, section 5.5), because OSCAL takes versions 4 and 5 only. */
    private String uuid(String what) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((NAMESPACE + "\n" + digest + "\n" + what).getBytes(StandardCharsets.UTF_8));
            hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
            hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
            ByteBuffer bytes = ByteBuffer.wrap(hash);
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must support SHA-1", e);
        }
    }
}
