package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/**
 * A quota as it applies to the account in a region; AWS's default one where no other was ever applied: "for some quotas,
 * only the default values are available" (Service Quotas API Reference, GetServiceQuota).
 *
 * @param region the region
 * @param service code of the service, such as {@code fargate}
 * @param code code of the quota, such as {@code L-3032A538}
 */
public record AppliedQuota(String region, String service, String code) implements Query<ServiceQuota> {
    private static final Api API = Api.unpublished("servicequotas", "GetServiceQuota");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public ServiceQuota fetch(Pages pages) {
        ServiceQuotasClient quotas = pages.client(ServiceQuotasClient.class);
        pages.count();
        try {
            return quotas.getServiceQuota(
                            request -> request.serviceCode(service).quotaCode(code))
                    .quota();
        } catch (NoSuchResourceException e) {
            pages.count();
            return quotas.getAWSDefaultServiceQuota(
                            request -> request.serviceCode(service).quotaCode(code))
                    .quota();
        }
    }

    @Override
    public List<String> permissions() {
        return List.of("servicequotas:GetServiceQuota", "servicequotas:GetAWSDefaultServiceQuota");
    }
}
