package io.labelmint.dr.check;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.List;

/** Does the Jenkins controller run where it survives the loss of the primary region? */
public final class ControllerRegion implements Check {
    @Override
    public String id() {
        return "controller.region";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Look look = new Look(
                id(), estate.name(), "a failover can be led when the primary region is lost", Controls.CONTINUITY);
        if (estate.controller().isEmpty()) {
            return List.of(look.notTested(Problem.of(
                    "controller.undeclared",
                    "The estate file does not say where the Jenkins controller runs.",
                    "Write controller: { region: ... } with its AWS region, or outside-aws.")));
        }
        String region = estate.controller().get().region();
        Facts facts = Facts.of("controller", region, "primary", estate.regions().primary());
        return List.of(
                region.equals(estate.regions().primary())
                        ? look.failed(
                                "The Jenkins controller runs in " + region + " and goes down with it.",
                                "Move it to " + estate.regions().dr() + ", or out of AWS.",
                                facts)
                        : look.passed("The Jenkins controller does not run in the primary region.", facts));
    }
}
