package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;

/**
 * The certificates ACM has in a region, whatever their keys: "default filtering returns only RSA_1024 and RSA_2048
 * certificates" (ACM API Reference, Filters).
 *
 * @param region the region
 */
public record Certificates(String region) implements Query<List<CertificateSummary>> {
    /** ACM User Guide, "Quotas", API rate quotas: ListCertificates 8 a second. */
    private static final Api API = Api.published("acm", "ListCertificates", 8);

    private static final List<KeyAlgorithm> ALL_KEYS = List.copyOf(KeyAlgorithm.knownValues());

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<CertificateSummary> fetch(Pages pages) {
        AcmClient acm = pages.client(AcmClient.class);
        return Paged.all(
                pages,
                token -> acm.listCertificates(request ->
                        request.includes(filters -> filters.keyTypes(ALL_KEYS)).nextToken(token)),
                ListCertificatesResponse::certificateSummaryList,
                ListCertificatesResponse::nextToken);
    }
}
