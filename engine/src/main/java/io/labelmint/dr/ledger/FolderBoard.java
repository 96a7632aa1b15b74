package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Pages as files of a folder. Each is replaced as a whole: who reads it while it is written sees the one before. */
record FolderBoard(Path folder) implements Board {
    @Override
    public String where(String name) {
        return folder.resolve(name).toString();
    }

    @Override
    public void put(String name, String text) {
        try {
            Files.createDirectories(folder);
            Path next = Files.createTempFile(folder, name, ".new");
            Files.writeString(next, text);
            Files.move(next, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw Problem.of(
                            "board.unwritable",
                            "Page " + where(name) + " cannot be written (" + e + ").",
                            "Make room and give this user the right to write there.")
                    .with("page", where(name))
                    .asException(e);
        }
    }

    @Override
    public Optional<String> find(String name) {
        Path page = folder.resolve(name);
        try {
            return Files.exists(page) ? Optional.of(Files.readString(page)) : Optional.empty();
        } catch (IOException e) {
            throw Problem.of(
                            "board.unreadable",
                            "Page " + where(name) + " cannot be read (" + e + ").",
                            "Give this user the right to read it.")
                    .with("page", where(name))
                    .asException(e);
        }
    }

    @Override
    public Board beside(String other) {
        return new FolderBoard(folder.resolveSibling(other));
    }
}
