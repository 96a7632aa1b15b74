package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Caller;
import io.labelmint.dr.discovery.Discovered;
import io.labelmint.dr.discovery.Discovery;
import io.labelmint.dr.discovery.DiscoveryRequest;
import io.labelmint.dr.discovery.EstateDraft;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.job.FirstLook;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.Timeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first estate file of an account: looked for, written where there was none, checked, and told. */
final class FirstFile {
    private final PrintWriter out;
    private final DiscoveryRequest request;
    private final Path file;
    private final String reached;

    /**
     * A first file.
     *
     * @param out where to tell of it
     * @param file where it is written
     * @param reached the options with which commands that follow reach the same AWS, a blank before each; none for AWS itself
     */
    FirstFile(PrintWriter out, DiscoveryRequest request, Path file, String reached) {
        this.out = out;
        this.request = request;
        this.file = file;
        this.reached = reached;
    }

    /**
     * Makes sure that nothing is overwritten, before anything is asked.
     *
     * @param otherwise what to do if it would be
     * @throws io.labelmint.dr.ProblemException {@code discover.file-exists} if {@code file} is there
     */
    static void requireNew(Path file, String otherwise) {
        if (Files.exists(file)) {
            throw exists(file, otherwise, null);
        }
    }

    /** Does it; the result is the exit code. */
    int write(Aws reading, Timeline timeline, Lanes lanes) throws IOException {
        Optional<String> account = Caller.account(reading, request.regions().dr());
        Observatory picture = new Remembering(new AwsObservatory(reading, timeline, new RegionHealth(timeline)));
        Discovered found = timeline.join(Allowed.run(
                timeline, lanes, "discovery", () -> Discovery.of(request, account, picture, timeline.now())));
        EstateDraft draft = EstateDraft.of(found, timeline.now(), file.toString());
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Files.writeString(file, draft.text(), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw exists(file, "Run the same command with another file.", e);
        }
        tell(found, draft);
        FirstFindings findings =
                new FirstFindings(timeline.join(new FirstLook(picture, timeline, lanes).at(draft.estate())));
        findings.print(out);
        out.println();
        out.println("next: dr estate validate " + file);
        out.println("      dr check" + (file.equals(Path.of("estate.yaml")) ? "" : " --estate " + file) + reached);
        out.flush();
        return findings.allGreen() && found.unread().isEmpty() ? ExitCode.GREEN : ExitCode.RED;
    }

    private void tell(Discovered found, EstateDraft draft) {
        Estate estate = draft.estate();
        out.println("Found in " + request.regions().primary()
                + found.account().map(account -> " of account " + account).orElse("") + ":");
        row("databases", estate.databases().stream().map(each -> each.id()).toList());
        row("caches", estate.caches().stream().map(each -> each.id()).toList());
        row("buckets", estate.buckets().stream().map(each -> each.id()).toList());
        row("services", estate.services().stream().map(each -> each.id()).toList());
        int left = found.uncovered().size() + draft.refused();
        if (left > 0) {
            out.println("  left out   " + left + ", each with its reason at the end of the file");
        }
        if (!found.unread().isEmpty()) {
            out.println("  MISSING    " + VisibleText.line(found.unreadInShort(" ")));
        }
        long decisions =
                draft.text().lines().filter(line -> line.contains("DECIDE")).count() - 1;
        out.println("Written to " + file + (found.unread().isEmpty() ? "" : ", which is INCOMPLETE") + "; " + decisions
                + " lines of it say DECIDE.");
        out.println();
    }

    private void row(String kind, List<String> ids) {
        int shown = 6;
        if (!ids.isEmpty()) {
            out.println("  " + kind + " ".repeat(11 - kind.length())
                    + ids.stream().limit(shown).collect(Collectors.joining(", "))
                    + (ids.size() > shown ? " and " + (ids.size() - shown) + " more" : ""));
        }
    }

    private static RuntimeException exists(Path file, String otherwise, FileAlreadyExistsException cause) {
        return Problem.of("discover.file-exists", file + " is there already, and is not overwritten.", otherwise)
                .asException(cause);
    }
}
