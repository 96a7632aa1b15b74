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
 * Simulated Service Quotas, of the one quota services are started within: Fargate On-Demand vCPUs. Where nothing was granted, no
 * applied value is there ("if the applied quota value is not available for a quota, the quota is not retrieved": API
 * reference, GetServiceQuota), and the default one is.
 */
public final class ServiceQuotasSimulator implements Service {
    static final String FARGATE_VCPUS = "L-3032A538";

    private static final String FARGATE = "fargate";

    /** AWS General Reference, "Amazon ECS endpoints and quotas": Fargate On-Demand vCPU resource count, 6. */
    private static final double DEFAULT_VCPUS = 6;

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
        require(request.serviceCode(), request.quotaCode());
        double value = context.scripts()
                .get(ServiceQuotasScripts.applied(context.region(), FARGATE_VCPUS))
                .map(Double::parseDouble)
                .orElseThrow(ServiceQuotasSimulator::missing);
        return GetServiceQuotaResponse.builder().quota(quota(value)).build();
    }

    private GetAwsDefaultServiceQuotaResponse standard(Context context, GetAwsDefaultServiceQuotaRequest request) {
        require(request.serviceCode(), request.quotaCode());
        return GetAwsDefaultServiceQuotaResponse.builder()
                .quota(quota(DEFAULT_VCPUS))
                .build();
    }

    private static void require(String service, String code) {
        if (!FARGATE.equals(service) || !FARGATE_VCPUS.equals(code)) {
            throw missing();
        }
    }

    private static ServiceQuota quota(double value) {
        return ServiceQuota.builder()
                .serviceCode(FARGATE)
                .quotaCode(FARGATE_VCPUS)
                .quotaName("Fargate On-Demand vCPU resource count")
                .value(value)
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
