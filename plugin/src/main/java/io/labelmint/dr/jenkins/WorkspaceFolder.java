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
     * @throws ProblemException {@code evidence.outside} if it is not a path that leads down from there
     */
    WorkspaceFolder(FilePath workspace, String folder) {
        List<String> parts = Arrays.asList(folder.replace('\\', '/').split("/", -1));
        // A colon is a drive or a stream of Windows; a control character is in no name somebody means.
        if (parts.get(0).isEmpty()
                || parts.contains("..")
                || folder.chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
            throw outside(folder);
        }
        this.workspace = workspace;
        this.folder = String.join("/", parts);
    }

    /**
     * The file at {@code path} below the folder.
     *
     * @throws ProblemException {@code evidence.outside} if a link leads out of the workspace on the way to it
     */
    FilePath file(String path) throws IOException, InterruptedException {
        String below = folder + "/" + path;
        if (!workspace.isDescendant(below)) {
            throw outside(below);
        }
        return workspace.child(below);
    }

    private static ProblemException outside(String path) {
        return Problem.of(
                        "evidence.outside",
                        "Evidence is copied into the workspace only, and " + path + " leads out of it.",
                        "Name a folder of the workspace, such as 'evidence', that has no link to elsewhere in it.")
                .asException();
    }
}
