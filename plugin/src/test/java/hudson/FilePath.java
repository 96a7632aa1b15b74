package hudson;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
        Files.write(file.toPath(), in.readAllBytes()); // follows links, as the real one does
    }

    public InputStream read() throws IOException, InterruptedException {
        return Files.newInputStream(file.toPath());
    }

    /** As the real one: links are followed, and what is not there yet is where its name says. */
    public boolean isDescendant(String potentialChildRelativePath) throws IOException, InterruptedException {
        Path here = file.toPath().toRealPath();
        Path at = here;
        for (Path part : Path.of(potentialChildRelativePath)) {
            at = at.resolve(part);
            at = Files.isSymbolicLink(at)
                    ? at.resolveSibling(Files.readSymbolicLink(at)).normalize()
                    : at.normalize();
            if (!at.startsWith(here)) {
                return false;
            }
        }
        return true;
    }

    public void mkdirs() throws IOException, InterruptedException {
        Files.createDirectories(file.toPath());
    }

    public String getRemote() {
        return file.getPath();
    }
}
