package io.labelmint.dr.ledger;

import java.util.Map;
import java.util.Optional;

/** Pages in a map. */
record MemoryBoard(String folder, String prefix, Map<String, String> pages) implements Board {
    @Override
    public String where(String name) {
        return "memory:" + folder + "/" + name;
    }

    @Override
    public void put(String name, String text) {
        pages.put(prefix + name, text);
    }

    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(pages.get(prefix + name));
    }

    @Override
    public Board beside(String other) {
        return new MemoryBoard(other, other + "/", pages);
    }
}
