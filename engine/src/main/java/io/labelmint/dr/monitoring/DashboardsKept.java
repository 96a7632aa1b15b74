package io.labelmint.dr.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.Dashboard;
import io.labelmint.dr.observatory.Observatory;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does each region have the dashboards of the estate, and do they still show what it declares, and its alarms? */
public final class DashboardsKept implements Check {
    private static final Json JSON = new Json(List.of());

    @Override
    public String id() {
        return "dashboards.kept";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return List.of(estate.regions().primary(), estate.regions().dr()).stream()
                .filter(region -> !Dashboards.of(estate, region).isEmpty())
                .map(region -> finding(estate, region, observatory))
                .toList();
    }

    private Finding finding(Estate estate, String region, Observatory observatory) {
        Tally tally =
                new Tally(new Look(id(), region, "whoever looks sees what the estate declares", Controls.MONITORING));
        Map<String, Map<String, Object>> wanted = Dashboards.of(estate, region);
        wanted.forEach((name, body) -> tally.read(
                observatory.read(new Dashboard(region, name)),
                found -> judge(tally, name, region, JSON.canonical(body), found.map(DashboardsKept::canonical))));
        new AlertsShown(estate, region).judge(tally, JSON, observatory);
        return tally.finding("The " + wanted.size() + " dashboards of " + estate.name() + " in " + region
                + " show what the estate declares, and that of its alarms shows them.");
    }

    private static void judge(Tally tally, String name, String region, String wanted, Optional<String> found) {
        boolean same = found.filter(wanted::equals).isPresent();
        tally.fact(name, same ? "as declared" : found.isEmpty() ? "missing" : "differs");
        if (!same) {
            tally.wrong(
                    found.isEmpty()
                            ? "There is no dashboard " + name + " in " + region + "."
                            : "Dashboard " + name + " in " + region + " does not show what the estate declares.",
                    "Apply the Terraform module with the variables of this estate file: `dr provision variables`.");
        }
    }

    /** What is no JSON, or has fractions, is none of ours. */
    private static String canonical(String body) {
        try {
            return JSON.canonical(JSON.read(body, JsonNode.class));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return "";
        }
    }
}
