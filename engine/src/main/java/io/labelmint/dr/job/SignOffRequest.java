package io.labelmint.dr.job;

import io.labelmint.dr.estate.Approvers;
import io.labelmint.dr.plan.OperationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be signed off.
 *
 * @param runs the runs that are signed, in the order they were named
 * @param failures what was asked for beside them and failed, each in one line: whoever signs has to have seen it
 * @param words what those who sign have to say; empty for nothing
 * @param actions what has to be done because of what the runs have shown
 * @param done corrective actions that are done, by their {@linkplain CorrectiveActions ids}, and how
 * @param of what people did again, if it is signed that they did
 */
public record SignOffRequest(
        List<OperationId> runs,
        List<String> failures,
        String words,
        List<CorrectiveAction> actions,
        SortedMap<String, String> done,
        Optional<Practised> of)
        implements Request {
    private static final String RUNS = "signs";
    private static final String FAILURES = "failures";
    private static final String WORDS = "words";
    private static final String ACTION = "action-";
    private static final String DONE = "done-";
    private static final String OF = "of";

    public SignOffRequest {
        runs = runs.stream().distinct().toList();
        failures = failures.stream()
                .map(failure -> failure.strip().replaceAll("\\s*\\R\\s*", " "))
                .toList();
        words = words.strip();
        actions = List.copyOf(actions);
        done = Collections.unmodifiableSortedMap(new TreeMap<>(done));
    }

    /** One that says nothing of what people did again. */
    public SignOffRequest(
            List<OperationId> runs,
            List<String> failures,
            String words,
            List<CorrectiveAction> actions,
            SortedMap<String, String> done) {
        this(runs, failures, words, actions, done, Optional.empty());
    }

    @Override
    public String title() {
        return "Sign-off";
    }

    @Override
    public Optional<Approvers.Kind> approvedAs() {
        return Optional.of(Approvers.Kind.SIGN_OFF);
    }

    @Override
    public void into(SortedMap<String, String> request) {
        request.put(RUNS, String.join(",", runs.stream().map(OperationId::value).toList()));
        if (!failures.isEmpty()) {
            request.put(FAILURES, String.join("\n", failures));
        }
        request.put(WORDS, words);
        for (int i = 0; i < actions.size(); i++) {
            request.put(ACTION + (i + 1), actions.get(i).text());
        }
        done.forEach((id, how) -> request.put(DONE + id, how));
        of.ifPresent(practised -> request.put(OF, practised.label()));
    }

    static SignOffRequest of(SortedMap<String, String> request) {
        List<CorrectiveAction> actions = new ArrayList<>();
        for (int i = 1; request.containsKey(ACTION + i); i++) {
            actions.add(CorrectiveAction.parse(request.get(ACTION + i)));
        }
        SortedMap<String, String> done = new TreeMap<>();
        request.forEach((key, value) -> {
            if (key.startsWith(DONE)) {
                done.put(key.substring(DONE.length()), value);
            }
        });
        return new SignOffRequest(
                Arrays.stream(request.get(RUNS).split(",", -1))
                        .filter(run -> !run.isEmpty())
                        .map(OperationId::new)
                        .toList(),
                request.getOrDefault(FAILURES, "").lines().toList(),
                request.get(WORDS),
                actions,
                done,
                Practised.named(request.getOrDefault(OF, "")));
    }
}
