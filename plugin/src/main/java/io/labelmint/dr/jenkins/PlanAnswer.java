package io.labelmint.dr.jenkins;

import io.labelmint.dr.job.PreparedRun;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a step answers that has made a plan: texts, which any pipeline may keep and hand on. */
record PlanAnswer(PreparedRun plan) {
    Map<String, Object> asMap() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("run", plan.run().value());
        answer.put("digest", plan.digest().value());
        answer.put("shortDigest", plan.digest().brief());
        answer.put("text", plan.text());
        answer.put("approvals", Integer.toString(plan.plan().demand().needed()));
        answer.put("approvers", String.join(",", plan.plan().demand().from()));
        answer.put(
                "escalateAfter",
                plan.escalateAfter()
                        .map(Duration::toMinutes)
                        .map(String::valueOf)
                        .orElse(""));
        answer.putAll(decided());
        return answer;
    }

    /** The same of what nobody stored: it has neither a run nor a digest anybody could name. */
    Map<String, Object> imagined() {
        Map<String, Object> answer = new TreeMap<>(decided());
        answer.put("text", plan.text());
        return answer;
    }

    /** What a pipeline has to know of a plan of Terraform: which locks are decided on their own, and whether it does anything. */
    private Map<String, Object> decided() {
        return plan.job()
                .provision()
                .map(request -> {
                    Map<String, String> locks = new TreeMap<>();
                    request.plan()
                            .locks()
                            .keySet()
                            .forEach(vault -> locks.put(vault, request.plan().lockWords(vault)));
                    return Map.<String, Object>of(
                            "locks", locks, "empty", request.plan().empty());
                })
                .orElse(Map.of());
    }
}
