package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.yaml.Mistake;
import io.labelmint.dr.estate.yaml.MistakesException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of an estate, to be changed in one place at a time.
 *
 * @param text YAML
 */
record Example(String text) {
    static final Path ROOT = Path.of(System.getProperty("dr.root", ".."));

    static Example production() {
        return new Example(read("examples/labelmint-production.yaml"));
    }

    static Example minimal() {
        return new Example(read("examples/minimal.yaml"));
    }

    /** An estate of these stores and nothing else. */
    static Example of(String stores) {
        return new Example("project: acme\nenvironment: production\n"
                + "regions: { primary: us-east-1, dr: us-west-2 }\n" + stores);
    }

    static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the first {@code old} replaced; fails when there is none, so that no test passes by missing its target. */
    Example with(String old, String replacement) {
        assertThat(text).contains(old);
        int at = text.indexOf(old);
        return new Example(text.substring(0, at) + replacement + text.substring(at + old.length()));
    }

    Example without(String old) {
        return with(old, "");
    }

    Example plus(String more) {
        return new Example(text + more);
    }

    Estate load() {
        return EstateLoader.parse(text, "estate.yaml");
    }

    List<Mistake> mistakes() {
        try {
            EstateLoader.parse(text, "estate.yaml");
            return List.of();
        } catch (MistakesException e) {
            return e.mistakes();
        }
    }

    /** The only mistake there is. */
    Mistake mistake() {
        assertThat(mistakes()).hasSize(1);
        return mistakes().get(0);
    }

    /** Expects one mistake, with {@code code}, in the line of {@code where}, that tells {@code fact}. */
    void isRefused(String code, String where, String fact) {
        assertThat(mistake().code()).isEqualTo(code);
        assertThat(mistake().line()).isEqualTo(lineOf(where));
        assertThat(mistake().summary()).contains(fact);
    }

    List<String> codes() {
        return mistakes().stream().map(Mistake::code).toList();
    }

    /** The line {@code needle} first stands in, from 1. */
    int lineOf(String needle) {
        assertThat(text).contains(needle);
        return (int) text.substring(0, text.indexOf(needle)).lines().count()
                + (text.indexOf(needle) == 0 || text.charAt(text.indexOf(needle) - 1) == '\n' ? 1 : 0);
    }
}
