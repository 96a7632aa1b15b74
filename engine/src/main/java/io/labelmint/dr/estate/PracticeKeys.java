package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.WholeNumber;

/** The keys of what people do again and again. */
final class PracticeKeys {
    /** Three years: what is done more seldom nobody would call practised. */
    private static final WholeNumber DAYS = WholeNumber.between(1, 1_096);

    static final Key<Integer> TRAINING_DAYS = Key.optional(
            "trainingDays", DAYS, "Within how many days those who act are trained again; signed off as training.");
    static final Key<Integer> DOCUMENTS_DAYS = Key.optional(
            "documentsDays",
            DAYS,
            "Within how many days runbooks, contacts and procedures are reviewed again; signed off as documents.");
    static final Key<Section> PRACTICE = Key.optional(
            "practice",
            Mapping.of(TRAINING_DAYS, DOCUMENTS_DAYS),
            "What people do again and again: a review of compliance is red when it is overdue.");

    private PracticeKeys() {}

    static Practice build(Section practice) {
        return new Practice(practice.get(TRAINING_DAYS), practice.get(DOCUMENTS_DAYS));
    }
}
