package io.labelmint.dr.jenkins;

import hudson.FilePath;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A folder of a workspace, and nothing outside of it: whoever writes a pipeline names the folder, and whatever ran there
 * before may have left links. On the controller's own node a link could lead into JENKINS_HOME.
 */
final class WorkspaceFolder {
    private final FilePath workspace;
    private final String folder;

    /**
     * The folder {@code folder} of {@code workspace}.
     *
     * @throws ProblemException {@code workspace.outside} if it is not a path that leads down from there
     */
    WorkspaceFolder(FilePath workspace, String folder) {
        this.workspace = workspace;
        this.folder = down(folder);
    }

    /**
     * The file at {@code path} of {@code workspace}.
     *
     * @throws ProblemException {@code workspace.outside} if it is not a path that leads down from there, or a link on the way
     *     leads out of it
     */
    static FilePath file(FilePath workspace, String path) throws IOException, InterruptedException {
        return below(workspace, down(path));
    }

    /**
     * The file at {@code path} below the folder.
     *
     * @throws ProblemException {@code workspace.outside} if a link leads out of the workspace on the way to it
     */
    FilePath file(String path) throws IOException, InterruptedException {
        return below(workspace, folder + "/" + path);
    }

    private static FilePath below(FilePath workspace, String path) throws IOException, InterruptedException {
        if (!workspace.isDescendant(path)) {
            throw outside(path);
        }
        return workspace.child(path);
    }

    private static String down(String path) {
        List<String> parts = Arrays.asList(path.replace('\\', '/').split("/", -1));
        // A colon is a drive or a stream of Windows; a control character is in no name somebody means.
        if (parts.get(0).isEmpty()
                || parts.contains("..")
                || path.chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
            throw outside(path);
        }
        return String.join("/", parts);
    }

    private static ProblemException outside(String path) {
        return Problem.of(
                        "workspace.outside",
                        "Only the workspace is read and written, and " + path + " leads out of it.",
                        "Name what is in the workspace, such as 'evidence', without a link to elsewhere on the way.")
                .asException();
    }
}
