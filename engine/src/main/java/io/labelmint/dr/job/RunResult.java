package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.SealedText;
import io.labelmint.dr.job.Sealing.Sealed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run came to, for programs: {@code dr --json} and the pipeline steps of Jenkins answer with it.
 *
 * @param evidence what it leaves
 * @param sealed its evidence pack, and how that was sealed
 * @param folder where the pack is, for people
 * @param news what it found that the run before did not
 * @param open the operations nobody works on
 */
public record RunResult(Evidence evidence, Sealed sealed, String folder, News news, List<OpenOperations.Open> open) {

    public RunResult {
        open = List.copyOf(open);
    }

    /**
     * In maps, lists, strings, whole numbers and booleans only, which the sandbox of a pipeline lets through and every
     * program reads; all of them may be changed and serialised.
     */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("run", evidence.run().value());
        map.put("kind", evidence.kind().name().toLowerCase(Locale.ROOT));
        map.put("estate", evidence.estate());
        map.put("title", evidence.title());
        map.put("green", evidence.green() && sealed.problem().isEmpty());
        map.put("checks", evidence.findings().size());
        map.put("passed", count(Verdict.PASSED));
        map.put("failed", count(Verdict.FAILED));
        map.put("notTested", count(Verdict.NOT_TESTED));
        map.put("red", rows(red()));
        map.put("news", rows(news.red()));
        map.put("recovered", new ArrayList<>(news.recovered()));
        map.put("operations", operations());
        map.put("open", openOperations());
        map.put("evidence", folder);
        map.put("digest", sealed.pack().digest());
        map.put("seal", sealed.seal().map(text -> (int) text.seal().sequence()).orElse(0));
        map.put("signed", sealed.seal().flatMap(SealedText::signature).isPresent());
        map.put("unsealed", sealed.problem().map(Problem::toString).orElse(""));
        return map;
    }

    /** What is red. */
    public List<Finding> red() {
        return evidence.findings().stream().filter(finding -> !finding.green()).toList();
    }

    private int count(Verdict verdict) {
        return (int) evidence.findings().stream()
                .filter(finding -> finding.verdict() == verdict)
                .count();
    }

    private static List<Map<String, Object>> rows(List<Finding> findings) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("check", finding.check());
            row.put("subject", finding.subject());
            row.put("verdict", words(finding.verdict()));
            row.put("summary", finding.summary());
            row.put("objective", finding.objective());
            row.put("remedy", finding.remedy().orElse(""));
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> operations() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Evidence.OperationRecord operation : evidence.operations()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", operation.id().value());
            row.put("title", operation.title());
            row.put("result", operation.result().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> openOperations() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (OpenOperations.Open operation : open) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", operation.id().value());
            row.put("title", operation.title());
            row.put("since", operation.since().toString());
            row.put("reason", operation.reason());
            rows.add(row);
        }
        return rows;
    }

    private static String words(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
