package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Certificates;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;

/**
 * Has the DR region a certificate for each public name, issued and good for a month? Certificates stay in their region ("ACM
 * certificates are regional resources": ACM User Guide, "Supported Regions"). Reads the DR region only.
 */
public final class StandbyCertificates implements Check {
    /** Ours: ACM renews 60 days before the end, so one that ends within 30 was not renewed. */
    private static final Duration LEAST = Duration.ofDays(30);

    @Override
    public String id() {
        return "readiness.certificates";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.records().stream()
                .map(dns -> finding(estate.regions().dr(), dns, observatory, now))
                .toList();
    }

    private Finding finding(String region, DnsRecord dns, Observatory observatory, Instant now) {
        Tally tally = new Tally(
                new Look(id(), dns.name(), "users are served over TLS in the DR region", Controls.CONTINUITY));
        tally.read(observatory.read(new Certificates(region)), all -> judge(tally, region, dns.name(), all, now));
        return tally.finding("There is a good certificate for " + dns.name() + " in " + region + ".");
    }

    private static void judge(Tally tally, String region, String name, List<CertificateSummary> all, Instant now) {
        List<CertificateSummary> of =
                all.stream().filter(certificate -> covers(certificate, name)).toList();
        Optional<CertificateSummary> best = of.stream()
                .filter(certificate -> certificate.status() == CertificateStatus.ISSUED)
                .filter(certificate -> certificate.notAfter() != null)
                .max(Comparator.comparing(CertificateSummary::notAfter));
        if (best.isEmpty()) {
            String there = of.isEmpty()
                    ? "There is no certificate for " + name + " in " + region + "."
                    : "The certificate for " + name + " in " + region + " is "
                            + of.get(0).statusAsString() + ".";
            boolean more = all.stream()
                    .anyMatch(certificate -> Boolean.TRUE.equals(certificate.hasAdditionalSubjectAlternativeNames()));
            tally.fact("certificatesWithMoreNames", more ? "some have more names than ACM lists" : null);
            tally.wrong(there, "Request one in ACM of " + region + " and validate it by DNS, so that ACM renews it.");
            return;
        }
        Instant end = best.get().notAfter();
        tally.fact("certificate", best.get().certificateArn());
        tally.fact("notAfter", end);
        if (end.isBefore(now.plus(LEAST))) {
            Duration left = Duration.between(now, end);
            tally.wrong(
                    "The certificate for " + name + " in " + region
                            + (left.isNegative() ? " has expired." : " expires in " + Ages.words(left) + "."),
                    "See in ACM of " + region
                            + " why it was not renewed; an imported one is renewed by whoever imported" + " it.");
        }
    }

    private static boolean covers(CertificateSummary certificate, String name) {
        return Stream.concat(
                        Stream.of(certificate.domainName()), certificate.subjectAlternativeNameSummaries().stream())
                .filter(domain -> domain != null)
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .anyMatch(domain -> domain.equals(name) || isWildcardOf(domain, name));
    }

    /** An asterisk stands for the leftmost label and nothing more (ACM User Guide, "Certificate characteristics"). */
    private static boolean isWildcardOf(String domain, String name) {
        int dot = name.indexOf('.');
        return domain.startsWith("*.") && dot > 0 && domain.substring(1).equals(name.substring(dot));
    }
}
