package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Practice;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something people do again and again, and sign that they did. */
public enum Practised {
    /** Those who act in a disaster were trained. */
    TRAINING("the training of those who act", "Those who act were trained"),
    /** Runbooks, contacts and procedures were read, and mended where they were wrong. */
    DOCUMENTS("the review of the documents", "Runbooks, contacts and procedures were reviewed");

    private final String words;
    private final String sentence;

    Practised(String words, String sentence) {
        this.words = words;
        this.sentence = sentence;
    }

    /** The name people use. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is, within a sentence. */
    String words() {
        return words;
    }

    /** What whoever signs says, without its end. */
    String sentence() {
        return sentence;
    }

    /** Within how many days it is done again; empty if that is not declared. */
    Optional<Integer> days(Practice practice) {
        return switch (this) {
            case TRAINING -> practice.trainingDays();
            case DOCUMENTS -> practice.documentsDays();
        };
    }

    /**
     * The one people call {@code label}; empty for the empty text.
     *
     * @throws io.labelmint.dr.ProblemException {@code sign-off.unknown-practice} if there is none
     */
    public static Optional<Practised> named(String label) {
        if (label.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(values())
                .filter(one -> one.label().equals(label))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                "sign-off.unknown-practice",
                                "Nothing people do again and again is called '" + label + "'.",
                                "Give one of: "
                                        + Arrays.stream(values())
                                                .map(Practised::label)
                                                .collect(Collectors.joining(", "))
                                        + ".")
                        .asException()));
    }
}
