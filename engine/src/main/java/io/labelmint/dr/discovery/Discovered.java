package io.labelmint.dr.discovery;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was found in an account.
 *
 * @param request what was looked for
 * @param account the account, if it is known
 * @param entries what an estate can declare
 * @param uncovered what is there and no estate can declare, a line each, with the reason
 * @param unread what could not be read, a sentence each; what was found is incomplete then
 * @param notes what somebody who decides has to know, by the section of the file it is about
 */
public record Discovered(
        DiscoveryRequest request,
        Optional<String> account,
        List<Entry> entries,
        List<String> uncovered,
        List<String> unread,
        List<Note> notes) {

    private static final int TOLD = 3;

    public Discovered {
        entries = List.copyOf(entries);
        uncovered = List.copyOf(uncovered);
        unread = List.copyOf(unread);
        notes = List.copyOf(notes);
    }

    /** The first of what could not be read, for whoever has the rest in the file: a dark region hides everything alike. */
    public String unreadInShort(String between) {
        int more = unread.size() - TOLD;
        return unread.stream().limit(TOLD).collect(Collectors.joining(between))
                + (more > 0 ? between + "So it is with " + more + " more." : "");
    }

    /**
     * A decision, with what was found that bears on it.
     *
     * @param decision what has to be decided
     * @param facts what to know for that, a line each
     * @param lines what could be written, lines of YAML
     */
    public record Note(String decision, List<String> facts, List<String> lines) {
        public Note {
            facts = List.copyOf(facts);
            lines = List.copyOf(lines);
        }

        boolean isEmpty() {
            return facts.isEmpty() && lines.isEmpty();
        }
    }
}
