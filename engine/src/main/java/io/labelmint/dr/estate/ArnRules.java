package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import java.util.Optional;

/** What ARNs say besides a name must agree with the rest of the file: region, account and partition. */
final class ArnRules {
    private ArnRules() {}

    static void check(Section estate, Mistakes mistakes) {
        Optional<String> primary = RegionRules.primary(estate);
        Optional<String> dr = RegionRules.dr(estate);
        Section notifications = estate.section(EstateKeys.NOTIFICATIONS);
        isIn(primary, "primary", notifications, NotificationKeys.PRIMARY_TOPIC, mistakes);
        isIn(dr, "DR", notifications, NotificationKeys.DR_TOPIC, mistakes);
        isIn(
                dr,
                "DR",
                estate.section(EvidenceKeys.EVIDENCE).section(EvidenceKeys.SIGNING),
                EvidenceKeys.KMS_KEY,
                mistakes);
        for (Section database : estate.items(EstateKeys.DATABASES)) {
            Section keys = database.section(DatabaseKeys.KEYS);
            isIn(primary, "primary", keys, DatabaseKeys.PRIMARY_KEY, mistakes);
            isIn(dr, "DR", keys, DatabaseKeys.DR_KEY, mistakes);
        }
        Optional<String> account = estate.section(EstateKeys.ACCESS).get(EstateKeys.ACCOUNT);
        estate.texts()
                .forEach(written -> Arn.parse(written.text()).ifPresent(arn -> {
                    account.filter(declared -> !declared.equals(arn.account()))
                            .ifPresent(declared -> mistakes.add(
                                    written.position(),
                                    "estate.foreign-account",
                                    written.path() + " is in account " + arn.account() + ", but access.account is "
                                            + declared + ".",
                                    "Name the resource of account " + declared + ", or correct access.account."));
                    primary.map(RegionName::partition)
                            .filter(partition -> !partition.equals(arn.partition()))
                            .ifPresent(partition -> mistakes.add(
                                    written.position(),
                                    "estate.foreign-partition",
                                    written.path() + " is in the partition " + arn.partition()
                                            + ", but the primary region is in " + partition + ".",
                                    "Begin the ARN with arn:" + partition + ":."));
                }));
    }

    private static void isIn(
            Optional<String> region, String which, Section section, Key<String> key, Mistakes mistakes) {
        Optional<Arn> arn = section.get(key).flatMap(Arn::parse);
        if (region.isPresent() && arn.isPresent() && !arn.get().region().equals(region.get())) {
            mistakes.add(
                    section.at(key),
                    "estate.wrong-region",
                    section.child(key) + " is in " + arn.get().region() + ", but the " + which + " region is "
                            + region.get() + ".",
                    "Name the resource in " + region.get() + ".");
        }
    }
}
