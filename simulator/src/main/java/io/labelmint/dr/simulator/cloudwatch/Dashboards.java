package io.labelmint.dr.simulator.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.GetDashboardRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetDashboardResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutDashboardRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutDashboardResponse;

/** The dashboards of all regions: their bodies are JSON, and kept as they are put. */
final class Dashboards {
    /** API reference, PutDashboard, DashboardName. */
    private static final String NAME = "[A-Za-z0-9_-]{1,255}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> bodies = new TreeMap<>();

    void declare(Operations operations) {
        operations
                .change("PutDashboard", PutDashboardRequest.class, this::put)
                .read("GetDashboard", GetDashboardRequest.class, this::get);
    }

    private PutDashboardResponse put(Context context, PutDashboardRequest request) {
        if (request.dashboardName() == null || !request.dashboardName().matches(NAME)) {
            throw CloudWatchErrors.invalidDashboard("The dashboard name is invalid.");
        }
        try {
            if (request.dashboardBody() == null
                    || !JSON.readTree(request.dashboardBody()).has("widgets")) {
                throw CloudWatchErrors.invalidDashboard("The field widgets is required.");
            }
        } catch (JsonProcessingException e) {
            throw CloudWatchErrors.invalidDashboard("The dashboard body is invalid, there are 1 validation errors.");
        }
        bodies.put(key(context, request.dashboardName()), request.dashboardBody());
        return PutDashboardResponse.builder().build();
    }

    private GetDashboardResponse get(Context context, GetDashboardRequest request) {
        String body = bodies.get(key(context, request.dashboardName()));
        if (body == null) {
            throw CloudWatchErrors.noDashboard(request.dashboardName());
        }
        return GetDashboardResponse.builder()
                .dashboardName(request.dashboardName())
                .dashboardBody(body)
                .build();
    }

    private static String key(Context context, String name) {
        return context.region() + " " + name;
    }
}
