package io.labelmint.dr.evidence;

import io.labelmint.dr.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list of a pack's files with their SHA-256, in the format of {@code sha256sum}: 64 lower-case hex digits, two
 * spaces, the path, a line feed; sorted by path.
 *
 * <p>A set of files has exactly one manifest, to the byte. That is why reading is strict, and why paths are limited to
 * characters that {@code sha256sum} never escapes and no file system folds or reinterprets.
 *
 * @param hashes SHA-256 by path
 */
record Manifest(SortedMap<String, String> hashes) {
    static final String FILE = "manifest.sha256";

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (" + NAME + "(?:/" + NAME + ")*)");

    Manifest {
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    /** The manifest of {@code files}, by path. */
    static Manifest of(Map<String, byte[]> files) {
        SortedMap<String, String> hashes = new TreeMap<>();
        files.forEach((path, content) -> hashes.put(path, Json.sha256(content)));
        return new Manifest(hashes);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        hashes.forEach(
                (path, hash) -> text.append(hash).append("  ").append(path).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What stands in line {@code path}, counted from 1. */
    int lineOf(String path) {
        return hashes.headMap(path).size() + 1;
    }

    /**
     * Reads {@code content}; what is wrong with it goes to {@code flaws}, and what can be read in spite of it is in the
     * manifest.
     */
    static Manifest read(byte[] content, List<Flaw> flaws) {
        // A byte a character, so that offsets are those of the file whatever is in it.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        SortedMap<String, String> hashes = new TreeMap<>();
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        String afterLast = lines.remove(lines.size() - 1);
        String previous = "";
        for (int i = 0; i < lines.size(); i++) {
            String where = "line " + (i + 1);
            Matcher line = LINE.matcher(lines.get(i));
            if (!line.matches()) {
                flaws.add(new Flaw(FILE, where, "it is not \"SHA-256, two spaces, path\""));
                continue;
            }
            String path = line.group(2);
            if (path.compareTo(previous) <= 0) {
                String what = hashes.containsKey(path) ? path + " is listed again" : path + " is out of order";
                flaws.add(new Flaw(FILE, where, what));
            }
            hashes.putIfAbsent(path, line.group(1));
            previous = path;
        }
        if (!afterLast.isEmpty()) {
            flaws.add(new Flaw(FILE, "line " + (lines.size() + 1), "it does not end with a line feed: it was cut off"));
        }
        if (hashes.isEmpty()) {
            flaws.add(new Flaw(FILE, "", "it lists nothing"));
        }
        return new Manifest(hashes);
    }
}
