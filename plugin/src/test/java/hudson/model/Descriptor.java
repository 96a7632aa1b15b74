package hudson.model;

import io.labelmint.dr.jenkins.JenkinsXml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** A descriptor in place of its signature: as in Jenkins, it keeps its fields in an XML file of the controller's home. */
public abstract class Descriptor<T extends Describable<T>> implements Saveable {
    protected Descriptor() {}

    public String getDisplayName() {
        return getClass().getSimpleName();
    }

    public String getId() {
        return getClass().getName();
    }

    public boolean configure(StaplerRequest2 req, JSONObject json) throws FormException {
        return true;
    }

    @Override
    public synchronized void save() {
        try {
            Files.writeString(file(), JenkinsXml.write(this));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void load() {
        try {
            if (Files.exists(file())) {
                JenkinsXml.readInto(this, Files.readString(file()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return Jenkins.get().getRootDir().toPath().resolve(getId() + ".xml");
    }

    /** A form was not filled in right. */
    public static final class FormException extends Exception {
        private static final long serialVersionUID = 1L;

        public FormException(String message, String formField) {
            super(formField + ": " + message);
        }
    }
}
