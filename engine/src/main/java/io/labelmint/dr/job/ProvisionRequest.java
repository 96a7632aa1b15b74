package io.labelmint.dr.job;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Approvers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.provision.ReviewedPlan;
import io.labelmint.dr.provision.ReviewedPlan.Fate;
import io.labelmint.dr.provision.ReviewedPlan.Resources;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of a plan of Terraform is decided, or proved.
 *
 * @param purpose which of them
 * @param plan the plan, as far as it is kept
 * @param vault the vault whose lock is decided; empty for anything else
 * @param applied the run in which it was decided that what is proved may be applied, if something was
 */
public record ProvisionRequest(
        Purpose purpose, ReviewedPlan plan, Optional<String> vault, Optional<OperationId> applied) implements Request {
    private static final String PURPOSE = "purpose";
    private static final String JSON = "planJson";
    private static final String FILE = "planFile";
    private static final String FATE = "resources-";
    private static final String LOCK = "lock-";
    private static final String FINDINGS = "review";
    private static final String VAULT = "vault";
    private static final String APPLIED = "applied";

    /** What is asked. */
    public enum Purpose {
        /** May the lock of this vault, which the plan engages, be engaged? */
        LOCK,
        /** May the plan be applied? */
        APPLY,
        /** Is there nothing left to apply? */
        PROVE;

        /** Whether a person decides it. */
        public boolean decides() {
            return this != PROVE;
        }

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ProvisionRequest {
        if ((purpose == Purpose.LOCK) != vault.isPresent()) {
            throw new IllegalArgumentException("a lock is that of one vault, and a plan that of all");
        }
    }

    /** Whether {@code plan} may be applied. */
    public static ProvisionRequest applying(ReviewedPlan plan) {
        return new ProvisionRequest(Purpose.APPLY, plan, Optional.empty(), Optional.empty());
    }

    /** Whether the lock of {@code vault}, which {@code plan} engages, may be engaged. */
    public static ProvisionRequest locking(ReviewedPlan plan, String vault) {
        return new ProvisionRequest(Purpose.LOCK, plan, Optional.of(vault), Optional.empty());
    }

    /** Whether {@code plan}, which was made after {@code applied}, has nothing left to do. */
    public static ProvisionRequest proving(ReviewedPlan plan, Optional<OperationId> applied) {
        return new ProvisionRequest(Purpose.PROVE, plan, Optional.empty(), applied);
    }

    @Override
    public String title() {
        return switch (purpose) {
            case LOCK -> "Lock of vault " + vault.orElseThrow();
            case APPLY -> "Provisioning";
            case PROVE -> "Proof of the provisioning";
        };
    }

    @Override
    public Optional<Approvers.Kind> approvedAs() {
        return Optional.of(purpose == Purpose.LOCK ? Approvers.Kind.LOCK : Approvers.Kind.PROVISION);
    }

    @Override
    public boolean needsApproval() {
        return purpose.decides();
    }

    @Override
    public void into(SortedMap<String, String> request) {
        request.put(PURPOSE, purpose.label());
        request.put(JSON, plan.json());
        request.put(FILE, plan.file());
        plan.changes()
                .forEach((fate, resources) ->
                        request.put(FATE + fate, resources.number() + "\n" + String.join("\n", resources.first())));
        plan.locks().forEach((name, days) -> request.put(LOCK + name, days));
        request.put(FINDINGS, Capabilities.json().canonical(plan.findings()));
        vault.ifPresent(name -> request.put(VAULT, name));
        applied.ifPresent(run -> request.put(APPLIED, run.value()));
    }

    static ProvisionRequest of(SortedMap<String, String> request) {
        Map<Fate, Resources> changes = new EnumMap<>(Fate.class);
        SortedMap<String, String> locks = new TreeMap<>();
        request.forEach((key, value) -> {
            if (key.startsWith(FATE)) {
                List<String> lines = value.lines().toList();
                changes.put(
                        Fate.valueOf(key.substring(FATE.length())),
                        new Resources(Integer.parseInt(lines.get(0)), lines.subList(1, lines.size())));
            } else if (key.startsWith(LOCK)) {
                locks.put(key.substring(LOCK.length()), value);
            }
        });
        return new ProvisionRequest(
                Purpose.valueOf(request.get(PURPOSE).toUpperCase(Locale.ROOT)),
                new ReviewedPlan(
                        request.get(JSON),
                        request.get(FILE),
                        changes,
                        locks,
                        List.of(Capabilities.json().read(request.get(FINDINGS), Finding[].class))),
                Optional.ofNullable(request.get(VAULT)),
                Optional.ofNullable(request.get(APPLIED)).map(OperationId::new));
    }
}
