package hudson;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;

/** A file of a workspace on this machine, in place of the signature. */
public final class FilePath {
    private final File file;

    public FilePath(File localPath) {
        this.file = localPath;
    }

    public FilePath child(String relOrAbsolute) {
        return new FilePath(new File(file, relOrAbsolute));
    }

    public void copyFrom(InputStream in) throws IOException, InterruptedException {
        Files.createDirectories(file.getParentFile().toPath());
        Files.copy(in, file.toPath());
    }

    public String getRemote() {
        return file.getPath();
    }
}
