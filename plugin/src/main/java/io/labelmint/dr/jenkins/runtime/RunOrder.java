package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.RunApprovals;
import io.labelmint.dr.job.RunPreparation;
import io.labelmint.dr.outside.Secrets;
import io.labelmint.dr.plan.OperationId;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * A run as a step orders it. Nothing of it is kept: a step that goes on after a restart orders it again from what it
 * keeps.
 *
 * @param estate what must survive
 * @param work what is to be done
 * @param known the run, if an earlier process of this controller gave it its name
 * @param requested when the step was started first: the slot of the run is the slot of this moment, whenever it is done
 * @param simulation how simulated AWS is to be worked on; empty for real AWS
 * @param actor who or what asked for it
 * @param users who is behind the build: none of them approves what it executes
 * @param holder the build that works on it
 * @param access how AWS is reached
 * @param log the build's log
 * @param named is told the name of the run before anything is done in it
 */
public record RunOrder(
        Estate estate,
        Work work,
        Optional<OperationId> known,
        Instant requested,
        Optional<Simulation> simulation,
        String actor,
        List<String> users,
        String holder,
        Access access,
        PrintStream log,
        Consumer<OperationId> named) {

    public RunOrder {
        users = List.copyOf(users);
    }

    /** What is to be done. */
    public sealed interface Work {
        /** Whether something of it is kept anywhere. */
        default boolean kept() {
            return true;
        }
    }

    /**
     * A job, to its end.
     *
     * @param job which
     */
    public record Begin(Job job) implements Work {}

    /**
     * What a job would do if it were begun now: it is told, and stored nowhere.
     *
     * @param job which
     */
    public record WhatIf(Job job) implements Work {
        @Override
        public boolean kept() {
            return false;
        }
    }

    /**
     * What of the estate is there already, as blocks Terraform adopts it by: it is looked for, and told.
     *
     * @param job a look, for the name AWS records
     */
    public record Imports(Job job) implements Work {
        @Override
        public boolean kept() {
            return false;
        }
    }

    /**
     * The plan of a job, which is stored and not begun.
     *
     * @param job which
     */
    public record Prepare(Job job) implements Work {}

    /**
     * A stored plan that somebody approved.
     *
     * @param run the run it is of
     * @param digest the plan, as it was named
     * @param file SHA-256 of the file that will be applied, if the plan is about one and there is one
     * @param approvals who approved it, as Jenkins recorded it
     * @param glass who had it begun without the approvals that are missing; empty if nobody did
     */
    public record Execute(
            OperationId run,
            String digest,
            Optional<String> file,
            List<RunApprovals.Given> approvals,
            Optional<BreakGlass> glass)
            implements Work {
        public Execute {
            approvals = List.copyOf(approvals);
        }
    }

    /**
     * That somebody has a plan begun with fewer approvals than it needs.
     *
     * @param given who, and where that is recorded
     * @param reason why
     */
    public record BreakGlass(RunApprovals.Given given, String reason) {}

    /**
     * The end of a stored plan that nobody approved.
     *
     * @param run the run it is of
     */
    public record Withdraw(OperationId run) implements Work {}

    /** The run, if it has a name already. */
    public Optional<OperationId> run() {
        return known.or(() -> {
            if (work instanceof Withdraw withdraw) {
                return Optional.of(withdraw.run());
            }
            return work instanceof Execute execute ? Optional.of(execute.run()) : Optional.empty();
        });
    }

    /** The job; what has no run yet has one. */
    public Job job() {
        if (work instanceof WhatIf whatIf) {
            return whatIf.job();
        }
        if (work instanceof Imports imports) {
            return imports.job();
        }
        return work instanceof Prepare prepare ? prepare.job() : ((Begin) work).job();
    }

    /**
     * The run of a move that is to be planned: those are numbered, and which number is next is known only to who reads
     * what the engine of {@code job} keeps. Empty for everything else.
     *
     * @throws io.labelmint.dr.ProblemException if another move has not ended
     */
    Optional<OperationId> numbered(JobRun job) {
        return run().isEmpty()
                        && work instanceof Prepare prepare
                        && prepare.job().type() == Job.Type.FAILOVER
                ? Optional.of(new RunPreparation(job).next(prepare.job()))
                : Optional.empty();
    }

    /**
     * How simulated AWS is worked on.
     *
     * @param pace virtual seconds that pass in a real one; 0 for as fast as possible
     */
    public record Simulation(double pace) {}

    /**
     * How AWS, and what is outside of it, is reached.
     *
     * @param credentials what the build brings along; empty for those of the controller
     * @param endpoint one URL in place of AWS's own endpoints
     * @param secrets where addresses are kept that are secrets
     */
    public record Access(Optional<AwsCredentialsProvider> credentials, Optional<URI> endpoint, Secrets secrets) {}
}
