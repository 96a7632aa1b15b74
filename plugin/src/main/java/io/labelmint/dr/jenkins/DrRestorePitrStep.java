package io.labelmint.dr.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.restore.RestorePoint;
import java.util.Locale;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * {@code drRestorePitr}: restores a database to a point, as a new instance beside what there is: at once, or in two steps
 * between which a person approves the plan.
 */
public final class DrRestorePitrStep extends PlannedStep {
    private final String store;
    private final String instance;
    private String point = "latest";
    private String side = label(Restores.Side.DR);
    private boolean forProduction;

    /**
     * The step.
     *
     * @param store id of the database in the estate
     * @param instance identifier of the instance it is restored as
     */
    @DataBoundConstructor
    public DrRestorePitrStep(String store, String instance) {
        super(StepRequest.Action.RESTORE);
        this.store = trimmed(store);
        this.instance = trimmed(instance);
    }

    public String getStore() {
        return store;
    }

    public String getInstance() {
        return instance;
    }

    /** What it is restored to: {@code latest}, a second in UTC, or the ARN of a snapshot or recovery point. */
    public String getPoint() {
        return point;
    }

    @DataBoundSetter
    public void setPoint(String point) {
        this.point = trimmed(point).isEmpty() ? "latest" : trimmed(point);
    }

    /** The region of the estate it is restored in: {@code dr} or {@code primary}. */
    public String getSide() {
        return side;
    }

    @DataBoundSetter
    public void setSide(String side) {
        this.side = trimmed(side).toLowerCase(Locale.ROOT);
    }

    /** Whether it is to take the place of production: then it is not masked, where the estate masks restored copies. */
    public boolean isForProduction() {
        return forProduction;
    }

    @DataBoundSetter
    public void setForProduction(boolean forProduction) {
        this.forProduction = forProduction;
    }

    @Override
    void into(Map<String, String> request) {
        super.into(request);
        request.put(StepRequest.JOB, Job.Type.RESTORE.label());
        request.put(StepRequest.ONLY, store);
        request.put(StepRequest.POINT, point);
        request.put(StepRequest.SIDE, side);
        request.put(StepRequest.INSTANCE, instance);
        request.put(StepRequest.FOR_PRODUCTION, Boolean.toString(forProduction));
    }

    private static String label(Restores.Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    /** What Jenkins asks about the step. */
    @Extension
    public static final class DescriptorImpl extends PlannedStepDescriptor {
        public DescriptorImpl() {
            super(StepRequest.Action.RESTORE, "restore at once");
        }

        @Override
        public String getFunctionName() {
            return "drRestorePitr";
        }

        @Override
        public String getDisplayName() {
            return "Restore a database of an AWS estate to a point in time, beside what there is";
        }

        @Override
        public String argumentsToString(Map<String, Object> namedArgs) {
            Object run = namedArgs.get("run");
            return (run == null ? namedArgs.get("store") + " as " + namedArgs.get("instance") : run) + ", "
                    + super.argumentsToString(namedArgs);
        }

        /** The choices of {@code side}. */
        @POST
        public ListBoxModel doFillSideItems(@AncestorInPath Item item) {
            ListBoxModel choices = new ListBoxModel();
            if (mayConfigure(item)) {
                choices.add("the DR region", label(Restores.Side.DR));
                choices.add("the primary region", label(Restores.Side.PRIMARY));
            }
            return choices;
        }

        /** Whether {@code point} is one. */
        @POST
        public FormValidation doCheckPoint(@AncestorInPath Item item, @QueryParameter String point) {
            demandConfigure(item);
            try {
                RestorePoint.parse(trimmed(point).isEmpty() ? "latest" : point);
                return FormValidation.ok();
            } catch (ProblemException e) {
                return FormValidation.error(e.problem().toString());
            }
        }
    }
}
