package hudson;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public final class FilePath {
    public FilePath(File localPath) {
        throw SignatureOnly.called();
    }

    public FilePath child(String relOrAbsolute) {
        throw SignatureOnly.called();
    }

    public void copyFrom(InputStream in) throws IOException, InterruptedException {
        throw SignatureOnly.called();
    }

    public InputStream read() throws IOException, InterruptedException {
        throw SignatureOnly.called();
    }

    public boolean isDescendant(String potentialChildRelativePath) throws IOException, InterruptedException {
        throw SignatureOnly.called();
    }

    public void mkdirs() throws IOException, InterruptedException {
        throw SignatureOnly.called();
    }

    public String getRemote() {
        throw SignatureOnly.called();
    }
}
