package io.labelmint.dr.evidence;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads bytes as UTF-8 and refuses what is not: read leniently, different bytes would give the same text. */
final class StrictText {
    private StrictText() {}

    /** The text of {@code content}; if it has none, that goes to {@code flaws}. */
    static Optional<String> read(String path, byte[] content, List<Flaw> flaws) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(content.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        if (result.isError()) {
            flaws.add(new Flaw(path, Position.of(content, bytes.position()), "it is not UTF-8"));
            return Optional.empty();
        }
        return Optional.of(text.flip().toString());
    }
}
