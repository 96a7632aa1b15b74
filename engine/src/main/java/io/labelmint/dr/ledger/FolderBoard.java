package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Pages as files of a folder. Each is replaced as a whole: who reads it while it is written sees the one before. */
record FolderBoard(Path folder) implements Board {
    @Override
    public String where(String name) {
        return folder.resolve(name).toString();
    }

    @Override
    public void put(String name, String html) {
        try {
            Files.createDirectories(folder);
            Path next = Files.createTempFile(folder, name, ".new");
            Files.writeString(next, html);
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
}
