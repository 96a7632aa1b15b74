package io.labelmint.dr.evidence;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence.OperationRecord;
import io.labelmint.dr.evidence.Evidence.Result;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.OperationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/** Holds what {@code evidence.json} says against the ledgers and the estate beside it. */
final class EvidenceComparison {
    private final Evidence evidence;
    private final Json json;
    private final String version;
    private final List<Flaw> flaws = new ArrayList<>();

    EvidenceComparison(Evidence evidence, Json json, String version) {
        this.evidence = evidence;
        this.json = json;
        this.version = version;
    }

    /**
     * The flaws found by comparing with {@code pack}.
     *
     * @param histories its ledgers, as far as they can be relied on
     * @param remarks takes what the run's ledger does not cover
     */
    List<Flaw> with(PackContents pack, SortedMap<OperationId, History> histories, List<String> remarks) {
        estate(pack);
        ledgersAreThere(pack);
        histories.forEach(this::opening);
        Set<OperationId> seen = new HashSet<>();
        for (int i = 0; i < evidence.operations().size(); i++) {
            OperationRecord operation = evidence.operations().get(i);
            String path = "operations/" + i;
            if (!seen.add(operation.id())) {
                flaws.add(new Flaw(EvidencePack.EVIDENCE, path, operation.id() + " is in it twice"));
            }
            History history = histories.get(operation.id());
            if (history != null) {
                operation(path, operation, history);
            }
        }
        if (histories.containsKey(evidence.run())) {
            run(histories.get(evidence.run()));
            RecordedHeads recorded = new RecordedHeads(histories.get(evidence.run()));
            flaws.addAll(recorded.compare(evidence, histories));
            remarks.addAll(recorded.continued(histories));
        }
        return flaws;
    }

    private void estate(PackContents pack) {
        byte[] estate = pack.files().get(EvidencePack.ESTATE);
        if (!pack.manifest().hashes().containsKey(EvidencePack.ESTATE)) {
            flaws.add(new Flaw(EvidencePack.ESTATE, "", "it belongs to every pack and is not listed in the manifest"));
        } else if (estate != null && !Json.sha256(estate).equals(evidence.estateDigest())) {
            flaws.add(new Flaw(
                    EvidencePack.ESTATE,
                    "",
                    "it is not the declaration the run was made for, whose SHA-256 is " + evidence.estateDigest()));
        }
    }

    private void ledgersAreThere(PackContents pack) {
        Set<OperationId> expected = EvidencePack.operations(evidence);
        expected.stream()
                .map(EvidencePack::ledger)
                .filter(path -> !pack.manifest().hashes().containsKey(path))
                .forEach(path ->
                        flaws.add(new Flaw(path, "", "it belongs to the pack and is not listed in the manifest")));
        pack.manifest().hashes().keySet().stream()
                .filter(path -> EvidencePack.operation(path)
                        .filter(operation -> !expected.contains(operation))
                        .isPresent())
                .forEach(path -> flaws.add(new Flaw(path, "", "evidence.json knows no such operation")));
    }

    private void opening(OperationId operation, History history) {
        Fact.Opened opened = history.opened().orElseThrow();
        same("kind", evidence.kind(), opened.kind(), operation);
        same("estate", evidence.estate(), opened.estate(), operation);
        // Calls are rendered by the program, so another version may rightly come to another digest.
        if (evidence.version().equals(version) && opened.plan().isPresent()) {
            String digest = opened.plan().get().digest(json);
            if (!opened.planDigest().filter(digest::equals).isPresent()) {
                flaws.add(new Flaw(
                        EvidencePack.ledger(operation), "line 1", "the plan does not have the digest that is with it"));
            }
        }
    }

    private void operation(String path, OperationRecord told, History history) {
        OperationRecord summed = OperationRecords.of(history);
        TreeDifferences.between(
                path,
                json.tree(told),
                json.tree(summed),
                (where, one, other) -> disagree(where, one, other, told.id()));
        Map<ActionId, ActionState> states = history.actions();
        boolean done = history.opened().flatMap(Fact.Opened::plan).stream()
                .flatMap(plan -> plan.actions().stream())
                .allMatch(action ->
                        states.getOrDefault(action.id(), ActionState.NEW).letsOn(action));
        if (summed.result() == Result.SUCCEEDED && !done) {
            flaws.add(new Flaw(
                    EvidencePack.ledger(told.id()),
                    "line " + history.entries().size(),
                    "it says that the operation succeeded, but not that every action was done"));
        }
    }

    private void run(History history) {
        Fact.Opened opened = history.opened().orElseThrow();
        same("actor", evidence.actor(), opened.actor(), evidence.run());
        same("estateDigest", evidence.estateDigest(), opened.estateDigest(), evidence.run());
        List<Finding> recorded = history.findings().orElse(List.of());
        TreeDifferences.between(
                "findings",
                json.tree(evidence.findings()),
                json.tree(recorded),
                (where, one, other) -> disagree(where, one, other, evidence.run()));
    }

    private void same(String field, Object told, Object recorded, OperationId operation) {
        if (!Objects.equals(told, recorded)) {
            disagree(field, String.valueOf(told), String.valueOf(recorded), operation);
        }
    }

    private void disagree(String where, String told, String recorded, OperationId operation) {
        flaws.add(new Flaw(
                EvidencePack.EVIDENCE,
                where,
                "it says " + told + ", but " + EvidencePack.ledger(operation) + " says " + recorded));
    }
}
