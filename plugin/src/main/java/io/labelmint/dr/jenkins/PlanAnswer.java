package io.labelmint.dr.jenkins;

import io.labelmint.dr.job.PreparedRun;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

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
        return answer;
    }
}
