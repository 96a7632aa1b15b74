package io.labelmint.dr.simulator.servicequotas;

import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetAwsDefaultServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaRequest;
import software.amazon.awssdk.services.servicequotas.model.GetServiceQuotaResponse;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuotasException;

/**
 * Simulated Service Quotas, of the quotas within which services are started and caches restored. Where nothing was granted, no
 * applied value is there ("if the applied quota value is not available for a quota, the quota is not retrieved": API
 * reference, GetServiceQuota), and the default one is.
 */
public final class ServiceQuotasSimulator implements Service {
    static final String FARGATE_VCPUS = "L-3032A538";

    static final String CACHE_NODES = "L-DFE45DF3";

    /** Those there are, with AWS's defaults: AWS General Reference, "Amazon ECS ..." and "Amazon ElastiCache endpoints and quotas". */
    private static final List<ServiceQuota> QUOTAS = List.of(
            quota("fargate", FARGATE_VCPUS, "Fargate On-Demand vCPU resource count", 6),
            quota("elasticache", CACHE_NODES, "Nodes per Region", 300));

    @Override
    public String name() {
        return "servicequotas";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return ServiceQuotasClient.class;
    }

    @Override
    public void declare(Operations operations) {
        operations
                .read("GetServiceQuota", GetServiceQuotaRequest.class, this::applied)
                .read("GetAWSDefaultServiceQuota", GetAwsDefaultServiceQuotaRequest.class, this::standard);
    }

    @Override
    public AwsServiceException.Builder error() {
        return ServiceQuotasException.builder();
    }

    /** AWS publishes no rate for reading single quotas; this is small. */
    @Override
    public Rate rate(String operation) {
        return new Rate(operation, 5, 10);
    }

    @Override
    public List<String> inventory(Instant now) {
        return List.of();
    }

    private GetServiceQuotaResponse applied(Context context, GetServiceQuotaRequest request) {
        ServiceQuota known = known(request.serviceCode(), request.quotaCode());
        double granted = context.scripts()
                .get(ServiceQuotasScripts.applied(context.region(), known.quotaCode()))
                .map(Double::parseDouble)
                .orElseThrow(ServiceQuotasSimulator::missing);
        return GetServiceQuotaResponse.builder()
                .quota(known.toBuilder().value(granted).build())
                .build();
    }

    private GetAwsDefaultServiceQuotaResponse standard(Context context, GetAwsDefaultServiceQuotaRequest request) {
        return GetAwsDefaultServiceQuotaResponse.builder()
                .quota(known(request.serviceCode(), request.quotaCode()))
                .build();
    }

    private static ServiceQuota known(String service, String code) {
        return QUOTAS.stream()
                .filter(quota ->
                        quota.serviceCode().equals(service) && quota.quotaCode().equals(code))
                .findFirst()
                .orElseThrow(ServiceQuotasSimulator::missing);
    }

    private static ServiceQuota quota(String service, String code, String name, double standard) {
        return ServiceQuota.builder()
                .serviceCode(service)
                .quotaCode(code)
                .quotaName(name)
                .value(standard)
                .adjustable(true)
                .build();
    }

    private static AwsServiceException missing() {
        return AwsError.of(
                NoSuchResourceException.builder(),
                "ServiceQuotas",
                "NoSuchResourceException",
                400,
                "The request failed because the specified service or quota does not exist.");
    }
}
