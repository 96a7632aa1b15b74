package io.labelmint.dr.cli;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** What veraPDF says of a PDF by its own profile of PDF/UA-1 (ISO 14289-1), which asks what a machine can judge. */
final class PdfUa {
    /** More than a report has: of every rule that is broken, every place is counted. */
    private static final int EVERY_FAILURE = 1_000_000;

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private PdfUa() {}

    /** Every rule that {@code pdf} breaks: clause and number of its test, how often, what it asks, and where first. */
    static List<String> broken(byte[] pdf) throws Exception {
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFUA_1);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(PDFAFlavour.PDFUA_1, EVERY_FAILURE, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Integer> times = new TreeMap<>();
            Map<String, String> first = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() != TestAssertion.Status.PASSED) {
                    String rule = assertion.getRuleId().getClause() + "-"
                            + assertion.getRuleId().getTestNumber() + ": " + assertion.getMessage();
                    times.merge(rule, 1, Integer::sum);
                    first.putIfAbsent(rule, assertion.getLocation().getContext());
                }
            }
            if (times.isEmpty() != result.isCompliant() || result.getTotalAssertions() == 0) {
                throw new IllegalStateException("veraPDF asked " + result.getTotalAssertions() + " questions, says that"
                        + " the file is " + (result.isCompliant() ? "" : "not ") + "compliant, and names " + times);
            }
            return times.entrySet().stream()
                    .map(rule ->
                            rule.getKey() + ", " + rule.getValue() + " times, first at " + first.get(rule.getKey()))
                    .toList();
        }
    }
}
