package io.labelmint.dr;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The estate of the examples, as it is or changed in one place. */
public final class LabelMint {
    public static final String EAST = "us-east-1";
    public static final String WEST = "us-west-2";

    private LabelMint() {}

    public static Estate production() {
        return EstateLoader.parse(text(), "labelmint-production.yaml");
    }

    /** Production with the first {@code old} replaced; fails when there is none. */
    public static Estate with(String old, String replacement) {
        String text = text();
        int at = text.indexOf(old);
        if (at < 0) {
            throw new IllegalArgumentException("not in the example: " + old);
        }
        return EstateLoader.parse(
                text.substring(0, at) + replacement + text.substring(at + old.length()), "labelmint-production.yaml");
    }

    private static String text() {
        try {
            return Files.readString(Path.of(System.getProperty("dr.root", ".."))
                    .resolve("examples")
                    .resolve("labelmint-production.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
