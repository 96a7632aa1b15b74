package io.labelmint.dr.rehearsal;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.simulator.core.Arn;
import java.util.Optional;
import java.util.stream.Stream;

/** The account an estate lives in, by its declaration. */
public final class EstateAccount {
    private EstateAccount() {}

    /**
     * The declared account; without one, that of the first role, topic or key that is declared by its ARN; without one of
     * those, the one of AWS's examples.
     */
    public static String of(Estate estate) {
        return estate.access()
                .account()
                .or(() -> arns(estate)
                        .flatMap(text -> Arn.parse(text).stream())
                        .map(Arn::account)
                        .findFirst())
                .orElse(Arn.EXAMPLE_ACCOUNT);
    }

    private static Stream<String> arns(Estate estate) {
        Stream<Optional<String>> declared = Stream.of(
                estate.access().primaryRole(),
                estate.access().drRole(),
                estate.notifications().drTopic(),
                estate.notifications().primaryTopic());
        Stream<String> ofDatabases = estate.databases().stream()
                .flatMap(database -> Stream.concat(
                        database.vaults().map(vaults -> vaults.role()).stream(),
                        Stream.of(database.keys().primary(), database.keys().dr())));
        return Stream.concat(declared.flatMap(Optional::stream), ofDatabases);
    }
}
