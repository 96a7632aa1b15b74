package io.labelmint.dr.evidence;

import io.labelmint.dr.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Tells where the files of a pack differ from what was written. Those that are rendered from the evidence are rendered
 * again, which gives back their every byte; of the others the manifest tells only that they changed.
 */
final class RenderedFiles {
    private RenderedFiles() {}

    /**
     * The flaws of {@code pack}.
     *
     * @param rendered what its evidence renders to; empty if that is not known
     */
    static List<Flaw> compare(PackContents pack, SortedMap<String, byte[]> rendered) {
        List<Flaw> flaws = new ArrayList<>();
        for (String path : pack.changed()) {
            flaws.add(changed(pack, path, rendered.get(path)));
        }
        rendered.forEach((path, expected) -> {
            byte[] content = pack.files().get(path);
            if (!pack.manifest().hashes().containsKey(path)) {
                flaws.add(new Flaw(path, "", "it belongs to the pack and is not listed in the manifest"));
            } else if (content != null && !pack.changed().contains(path) && !Arrays.equals(expected, content)) {
                flaws.add(new Flaw(
                        path,
                        Position.of(content, Arrays.mismatch(expected, content)),
                        "it is as listed, but not what evidence.json renders to: it and the manifest were changed, or"
                                + " another build of the same version made it"));
            }
        });
        if (!rendered.isEmpty()) {
            pack.manifest().hashes().keySet().stream()
                    .filter(path -> !rendered.containsKey(path) && !source(path))
                    .forEach(path -> flaws.add(new Flaw(path, "", "it is listed, but no pack has such a file")));
        }
        return flaws;
    }

    private static boolean source(String path) {
        return path.equals(EvidencePack.EVIDENCE)
                || path.equals(EvidencePack.ESTATE)
                || EvidencePack.operation(path).isPresent();
    }

    private static Flaw changed(PackContents pack, String path, byte[] expected) {
        byte[] content = pack.files().get(path);
        String listed = pack.manifest().hashes().get(path);
        int line = pack.manifest().lineOf(path);
        if (expected != null && Arrays.equals(expected, content)) {
            return new Flaw(
                    Manifest.FILE,
                    "line " + line,
                    "the hash was changed: " + path + " is what evidence.json renders to, and has another");
        }
        if (expected != null && Json.sha256(expected).equals(listed)) {
            int difference = Arrays.mismatch(expected, content);
            return new Flaw(path, Position.of(content, difference), how(expected, content, difference));
        }
        return new Flaw(
                path,
                "",
                "its bytes are not those listed in line " + line + " of the manifest: SHA-256 is "
                        + Json.sha256(content) + ", not " + listed);
    }

    private static String how(byte[] expected, byte[] content, int difference) {
        if (difference == content.length) {
            return "it was cut off here, " + (expected.length - content.length) + " bytes before its end";
        }
        if (difference == expected.length) {
            return "something was added to its end, " + (content.length - expected.length) + " bytes";
        }
        int more = content.length - expected.length;
        return "it was changed from here on"
                + (more == 0 ? "" : ", and is " + Math.abs(more) + " bytes " + (more > 0 ? "longer" : "shorter"));
    }
}
