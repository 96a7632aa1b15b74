package io.labelmint.dr.simulator.acm;

import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.core.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.acm.model.AcmException;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.DeleteCertificateRequest;
import software.amazon.awssdk.services.acm.model.DeleteCertificateResponse;
import software.amazon.awssdk.services.acm.model.InvalidArgsException;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.ListCertificatesRequest;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.RequestCertificateResponse;
import software.amazon.awssdk.services.acm.model.ResourceNotFoundException;

/** Simulated AWS Certificate Manager: certificates that are requested, validated by DNS, and listed. Renewal is not simulated. */
public final class AcmSimulator implements Service {
    /** "ACM certificates are valid for 13 months (395 days)": ACM user guide, "Certificate characteristics". */
    private static final Duration VALID = Duration.ofDays(395);

    /** "Typically takes several minutes" once the record is there: ACM user guide, "DNS validation". */
    private static final Duration VALIDATION = Duration.ofMinutes(5);

    /** Default filtering, when no key types are asked for: ACM API reference, Filters. */
    private static final List<KeyAlgorithm> LISTED = List.of(KeyAlgorithm.RSA_1024, KeyAlgorithm.RSA_2048);

    private static final int MOST_ITEMS = 1000; // ACM API reference, ListCertificates, MaxItems

    private final Regional<Certificate> certificates = new Regional<>();

    private record Certificate(
            String region, String arn, String domain, List<String> names, KeyAlgorithm algorithm, Instant requested) {}

    @Override
    public String name() {
        return "acm";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return AcmClient.class;
    }

    @Override
    public void declare(Operations operations) {
        operations
                .change("RequestCertificate", RequestCertificateRequest.class, this::request)
                .change("DeleteCertificate", DeleteCertificateRequest.class, this::delete)
                .read("ListCertificates", ListCertificatesRequest.class, this::list);
    }

    @Override
    public AwsServiceException.Builder error() {
        return AcmException.builder();
    }

    /** ACM user guide, "Quotas", API rate quotas. */
    @Override
    public Rate rate(String operation) {
        double perSecond = operation.equals("ListCertificates") ? 8 : 5;
        return new Rate(operation, perSecond, perSecond);
    }

    @Override
    public List<String> inventory(Instant now) {
        return certificates.all().stream()
                .map(each -> each.region + " acm certificate " + each.domain + " names=" + each.names)
                .toList();
    }

    private RequestCertificateResponse request(Context context, RequestCertificateRequest request) {
        if (request.domainName() == null || request.domainName().isBlank()) {
            throw AwsError.of(
                    InvalidArgsException.builder(), "Acm", "InvalidArgsException", 400, "Domain name is required.");
        }
        String id = context.seed().uuid("certificate", context.region(), context.sequence());
        String arn = context.arn("acm", "certificate/" + id);
        List<String> names = Stream.concat(Stream.of(request.domainName()), request.subjectAlternativeNames().stream())
                .distinct()
                .toList();
        certificates.put(
                context.region(),
                arn,
                new Certificate(
                        context.region(),
                        arn,
                        request.domainName(),
                        names,
                        Objects.requireNonNullElse(request.keyAlgorithm(), KeyAlgorithm.RSA_2048),
                        context.now()));
        return RequestCertificateResponse.builder().certificateArn(arn).build();
    }

    private DeleteCertificateResponse delete(Context context, DeleteCertificateRequest request) {
        if (certificates.find(context.region(), request.certificateArn()).isEmpty()) {
            throw AwsError.of(
                    ResourceNotFoundException.builder(),
                    "Acm",
                    "ResourceNotFoundException",
                    400,
                    "Could not find certificate " + request.certificateArn() + ".");
        }
        certificates.remove(context.region(), request.certificateArn());
        return DeleteCertificateResponse.builder().build();
    }

    private ListCertificatesResponse list(Context context, ListCertificatesRequest request) {
        List<KeyAlgorithm> wanted =
                request.includes() == null || request.includes().keyTypes().isEmpty()
                        ? LISTED
                        : request.includes().keyTypes();
        List<Certificate> found = certificates.all(context.region()).stream()
                .filter(each -> wanted.contains(each.algorithm))
                .toList();
        Page<Certificate> page = Page.of(
                        found,
                        Certificate::arn,
                        request.nextToken(),
                        Objects.requireNonNullElse(request.maxItems(), MOST_ITEMS))
                .orElseThrow(() -> AwsError.of(
                        InvalidArgsException.builder(), "Acm", "InvalidArgsException", 400, "Invalid next token."));
        return ListCertificatesResponse.builder()
                .certificateSummaryList(page.items().stream()
                        .map(each -> summary(context, each))
                        .toList())
                .nextToken(page.marker())
                .build();
    }

    private static CertificateSummary summary(Context context, Certificate each) {
        Instant issued = each.requested.plus(VALIDATION);
        boolean validated = context.scripts()
                        .get(AcmScripts.validation(each.region, each.domain))
                        .isEmpty()
                && !context.now().isBefore(issued);
        Instant end = context.scripts()
                .get(AcmScripts.end(each.region, each.domain))
                .map(Instant::parse)
                .orElse(issued.plus(VALID));
        CertificateSummary.Builder summary = CertificateSummary.builder()
                .certificateArn(each.arn)
                .domainName(each.domain)
                .subjectAlternativeNameSummaries(each.names)
                .hasAdditionalSubjectAlternativeNames(false)
                .type(CertificateType.AMAZON_ISSUED)
                .keyAlgorithm(each.algorithm)
                .createdAt(each.requested);
        if (!validated) {
            return summary.status(CertificateStatus.PENDING_VALIDATION).build();
        }
        return summary.status(context.now().isBefore(end) ? CertificateStatus.ISSUED : CertificateStatus.EXPIRED)
                .issuedAt(issued)
                .notBefore(issued)
                .notAfter(end)
                .build();
    }
}
