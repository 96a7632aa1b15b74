package io.labelmint.dr.estate.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a small UTF-8 file, or says why not at a place in it. */
public final class TextFile {
    /** A large estate has a few thousand lines; anything near this is another file. */
    public static final int LARGEST = 1 << 20;

    private TextFile() {}

    /** The text of {@code file}; throws {@link MistakesException}. */
    public static String read(Path file) {
        String name = file.toString();
        if (!Files.exists(file)) {
            throw mistake(
                    name,
                    "",
                    Position.START,
                    "estate.no-file",
                    "There is no file " + name + ".",
                    "Give the path of the estate file, for example estate.yaml.");
        }
        if (!Files.isRegularFile(file)) {
            throw mistake(
                    name,
                    "",
                    Position.START,
                    "estate.not-a-file",
                    name + " is not a file.",
                    "Give the path of a YAML file and not of a directory.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            return decode(name, bytes);
        } catch (IOException e) {
            throw mistake(
                    name,
                    "",
                    Position.START,
                    "estate.unreadable",
                    name + " cannot be read: " + e.getClass().getSimpleName() + ".",
                    "Make the file readable for the user this runs as.");
        }
    }

    private static String decode(String name, byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw tooLarge(name);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            throw mistake(
                    name,
                    text + "?",
                    Position.in(text, text.length()),
                    "estate.not-utf-8",
                    String.format("The byte 0x%02X here is not UTF-8.", bytes[in.position()]),
                    "Save the file as UTF-8.");
        }
        return text;
    }

    /** Throws when {@code text} is larger than an estate can be. */
    public static void bound(String text, String name) {
        if (text.length() > LARGEST) {
            throw tooLarge(name);
        }
    }

    private static MistakesException tooLarge(String name) {
        return mistake(
                name,
                "",
                Position.START,
                "estate.too-large",
                name + " is larger than " + LARGEST + " bytes.",
                "Give the estate file, not a dump or a log.");
    }

    private static MistakesException mistake(
            String name, String text, Position position, String code, String summary, String fix) {
        Mistakes mistakes = new Mistakes(name, text);
        mistakes.add(position, code, summary, fix);
        return new MistakesException(mistakes.list());
    }
}
