package hudson.model;

import io.labelmint.dr.jenkins.JenkinsXml;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.RunAction2;

/** A build: a folder in which it keeps its actions as Jenkins does. */
public final class FakeRun extends Run<FakeJob, FakeRun> implements Queue.Executable {
    private final FakeJob job;
    private final int number;
    private final Path folder;
    private volatile Result result = Result.SUCCESS;
    private volatile String userId;
    private volatile List<Cause> causes = List.of();

    /** Build {@code number} of {@code job}, in a controller with this home; with the actions it was saved with, if it was. */
    public FakeRun(Path home, FakeJob job, int number) {
        this.job = job;
        this.number = number;
        this.folder = home.resolve("jobs")
                .resolve(job.getFullName())
                .resolve("builds")
                .resolve(Integer.toString(number));
        load();
    }

    /** From now on {@code user} is who started it. */
    public void startedBy(String user) {
        userId = user;
    }

    /** From now on {@code why} are its causes. */
    public void causedBy(Cause... why) {
        causes = List.of(why);
    }

    private Path file() {
        return folder.resolve("build.xml");
    }

    private void load() {
        try {
            Files.createDirectories(folder);
            if (Files.exists(file())) {
                for (Object action : (Iterable<?>) JenkinsXml.read(Files.readString(file()))) {
                    super.addAction((Action) action);
                    if (action instanceof RunAction2 known) {
                        known.onLoad(this);
                    }
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void addAction(Action a) {
        super.addAction(a);
        if (a instanceof RunAction2 known) {
            known.onAttached(this);
        }
    }

    @Override
    public synchronized void save() throws IOException {
        Files.writeString(file(), JenkinsXml.write(new ArrayList<>(actions())));
    }

    @Override
    public FakeJob getParent() {
        return job;
    }

    @Override
    public FakeRun getPreviousBuild() {
        return job.before(this);
    }

    @Override
    public boolean isBuilding() {
        return false;
    }

    @Override
    public int getNumber() {
        return number;
    }

    @Override
    public File getRootDir() {
        return folder.toFile();
    }

    @Override
    public String getUrl() {
        return "job/" + job.getFullName() + "/" + number + "/";
    }

    @Override
    public String getExternalizableId() {
        return job.getFullName() + "#" + number;
    }

    @Override
    public String getDisplayName() {
        return "#" + number;
    }

    @Override
    public String getFullDisplayName() {
        return job.getFullName() + " #" + number;
    }

    @Override
    public Result getResult() {
        return result;
    }

    @Override
    public void setResult(Result r) {
        result = r;
    }

    @Override
    public List<Cause> getCauses() {
        Cause.UserIdCause user = getCause(Cause.UserIdCause.class);
        return user == null
                ? causes
                : Stream.concat(Stream.of(user), causes.stream()).toList();
    }

    @Override
    public <T extends Cause> T getCause(Class<T> type) {
        return userId == null
                ? null
                : type.cast(new Cause.UserIdCause() {
                    @Override
                    public String getUserId() {
                        return userId;
                    }
                });
    }
}
