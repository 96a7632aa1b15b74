package io.labelmint.dr.emulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where an emulator answers, or why none does.
 *
 * @param endpoint its URL; null if there is none
 * @param isOurs whether this JVM started it
 * @param missing why there is none
 */
record Running(URI endpoint, boolean isOurs, Optional<String> missing) {
    /** The URL of an emulator that runs already. */
    static final String ENDPOINT = "dr.endpoint";

    /** Where to install; the build sets it, an IDE need not. */
    private static final String DIRECTORY = "dr.emulators";

    private static final Map<Emulator, Running> FOUND = new EnumMap<>(Emulator.class);

    /** The same for every test of this JVM, also when there is none: what is missing is missed once. */
    static synchronized Running of(Emulator emulator) {
        return FOUND.computeIfAbsent(emulator, Running::find);
    }

    private static Running find(Emulator emulator) {
        String given = System.getProperty(ENDPOINT, "");
        String notGiven = "-D" + ENDPOINT + " is not set";
        if (!given.isBlank()) {
            URI url = URI.create(given);
            if (Http.answers(url.resolve(emulator.healthPath()))) {
                return new Running(url, false, Optional.empty());
            }
            notGiven = "-D" + ENDPOINT + "=" + given + " does not answer as one";
        }
        try {
            Path base = Path.of(System.getProperty(DIRECTORY, "target/emulators"));
            Virtualenv python = Virtualenv.ready(base);
            return new Running(Server.start(emulator, python, base), true, Optional.empty());
        } catch (Unavailable e) {
            return new Running(null, false, Optional.of(notGiven + ", and " + e.getMessage()));
        }
    }
}
