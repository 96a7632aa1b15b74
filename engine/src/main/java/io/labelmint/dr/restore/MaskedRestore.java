package io.labelmint.dr.restore;

import io.labelmint.dr.estate.Masking;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.ShownFact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What a restore does beside restoring where the copy is to be masked: it is restored where nobody but who masks gets in,
 * masked there, and only then given the security groups of its place.
 */
final class MaskedRestore {
    /** Name of the fact whether a copy is masked, and how. */
    static final String MASKED = "masked";

    /** The tag of an instance that was restored to be masked; its value is the digest of the statements. */
    private static final String TAG = "dr:masking";

    private static final Duration MASKING = Duration.ofMinutes(10);

    /** Beyond its own limit: for a server that restarts, and for the statements of a process that died. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    /**
     * RDS changes only what is available, and a restored instance is {@code backing-up} first: two to three hours, as
     * operators report (terraform-provider-aws #44104).
     */
    private static final Estimate ADMITTING = new Estimate(Duration.ofHours(2), Duration.ofHours(8));

    private MaskedRestore() {}

    /** The masking of {@code restores} a restore somebody asked for needs; none if it is to take the place of production. */
    static Optional<Masking> lasting(Restores restores, boolean forProduction) {
        return restores.masking().filter(declared -> !forProduction);
    }

    /** That of a restore test. */
    static Optional<Masking> test(Restores restores) {
        return restores.masking().filter(Masking::tests);
    }

    /** Tags of what is masked with {@code masking}; none without one. */
    static SortedMap<String, String> tags(Optional<Masking> masking) {
        SortedMap<String, String> tags = new TreeMap<>();
        masking.ifPresent(declared -> tags.put(TAG, MaskData.digest(declared)));
        return tags;
    }

    /** Whether {@code instance} was restored to be masked, so that it has not the data of production. */
    static boolean isMasked(DBInstance instance) {
        return RestoredInstance.tags(instance).containsKey(TAG);
    }

    /** {@code restore}, and after it what is done to mask what comes of it. */
    static List<Action> actions(RestoreOrder order, Action restore) {
        List<Action> actions = new ArrayList<>(List.of(restore));
        order.masking().ifPresent(masking -> {
            RestoreTarget target = order.target();
            String store = order.database().id();
            Validation access = order.database().validation().orElseThrow();
            ActionId mask = new ActionId(store + "/mask");
            actions.add(new MaskData(
                    mask,
                    Set.of(restore.id()),
                    new Estimate(MASKING, masking.timeLimit().plus(PATIENCE)),
                    target.region(),
                    restore.id(),
                    target.operation(),
                    target.instance(),
                    access.database(),
                    access.tls() == Validation.Tls.VERIFY_FULL,
                    access.caBundle(),
                    masking));
            List<String> isolated = target.place().securityGroups();
            List<String> wanted = order.place().securityGroups();
            if (!Set.copyOf(isolated).equals(Set.copyOf(wanted))) {
                actions.add(new SetSecurityGroups(
                        new ActionId(store + "/admit"),
                        Set.of(mask),
                        ADMITTING,
                        target.region(),
                        target.operation(),
                        target.instance(),
                        isolated,
                        wanted));
            }
        });
        return actions;
    }

    /** Where the copy is restored into: behind the groups it is masked in, if it is. */
    static RestorePlace place(RestorePlace place, Optional<Masking> masking) {
        return masking.isPresent() ? place.isolated() : place;
    }

    /** What a plan is shown with; nothing where no masking is declared. */
    static Optional<ShownFact> shown(RestoreOrder order) {
        return order.masking()
                .map(masking -> ShownFact.same(
                        MASKED,
                        "before anyone else may connect, by " + masking.user()
                                + "; digest of the statements "
                                + MaskData.digest(masking).substring(0, 12)))
                .or(() -> order.database()
                        .restores()
                        .masking()
                        .map(left -> ShownFact.same(MASKED, "NO: it was asked for to take the place of production")));
    }
}
