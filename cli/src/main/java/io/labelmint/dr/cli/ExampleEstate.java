package io.labelmint.dr.cli;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The estate that is rehearsed where nobody declared one, which comes with the program. */
final class ExampleEstate {
    private static final String NAME = "examples/labelmint-production.yaml";

    private ExampleEstate() {}

    static Estate load() {
        try (InputStream example = ExampleEstate.class.getResourceAsStream("/" + NAME)) {
            return EstateLoader.parse(new String(example.readAllBytes(), StandardCharsets.UTF_8), NAME);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
