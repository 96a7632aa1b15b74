package io.labelmint.dr.cli;

import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.Version;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: the engine without Jenkins. */
@Command(
        name = "dr",
        description = "Disaster recovery for AWS estates: back up, verify, restore, fail over, and prove it.",
        mixinStandardHelpOptions = true,
        versionProvider = Dr.VersionText.class,
        subcommands = {
            DiscoverCommand.class,
            DiffCommand.class,
            EstateCommand.class,
            CheckCommand.class,
            ReadinessCommand.class,
            ReviewCommand.class,
            BackupCommand.class,
            PlanCommand.class,
            RunCommand.class,
            RestoreCommand.class,
            CutOverCommand.class,
            FailoverCommand.class,
            SwitchoverCommand.class,
            FailbackCommand.class,
            RunbookCommand.class,
            SignOffCommand.class,
            ActionsCommand.class,
            ApproveCommand.class,
            HeartbeatCommand.class,
            CoverageCommand.class,
            ScoreCommand.class,
            HistoryCommand.class,
            ProbeCommand.class,
            ResumeCommand.class,
            SkipCommand.class,
            StatusCommand.class,
            EvidenceCommand.class,
            PostmortemCommand.class,
            IamPolicyCommand.class,
            ProvisionCommand.class,
            RehearseCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:everything asked for was done and nothing is red",
            " 1:it was done, and something is red: see the report",
            " 2:the command or the estate file is wrong; nothing was done",
            " 3:it could not be done or finished: the message says why and how to go on",
            " 4:another process works on it",
            "70:this program made a mistake"
        })
public final class Dr {
    private Dr() {}

    /** Runs the command line and exits with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, for tests to run in their own process. */
    static CommandLine commandLine() {
        return new CommandLine(new Dr())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Job.Type.class, new JobConverter())
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(Failures::misused);
    }

    /** What {@code dr --version} prints. */
    static final class VersionText implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"dr " + Version.CURRENT};
        }
    }
}
