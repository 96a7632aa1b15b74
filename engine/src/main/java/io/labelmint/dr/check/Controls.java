package io.labelmint.dr.check;

import java.util.List;

/**
 * The controls the checks are evidence for, by what is checked. References: AICPA Trust Services Criteria 2017 (A1.2,
 * A1.3, CC6.1, CC7.2), ISO/IEC 27001:2022 Annex A, 45 CFR 164.308(a)(7) and 164.312, Regulation (EU) 2022/2554 (DORA), PCI DSS
 * v4.0.1, NIST SP 800-34 Rev. 1. What each asks and what is shown of it: docs/compliance-framework.md.
 */
public final class Controls {
    /** Backups are made and kept. */
    public static final List<String> BACKUP = List.of(
            "SOC 2 A1.2",
            "ISO 27001 A.8.13",
            "HIPAA 164.308(a)(7)(ii)(A)",
            "DORA Art. 12(1)",
            "PCI DSS 12.10.1",
            "NIST SP 800-34 3.4.1");

    /** There is a copy far enough away. */
    public static final List<String> OFFSITE =
            List.of("SOC 2 A1.2", "ISO 27001 A.8.13", "ISO 27001 A.8.14", "DORA Art. 12(3)", "NIST SP 800-34 3.4.2");

    /** What was backed up can be restored, and what comes back is what was lost: both are tried. */
    public static final List<String> RESTORE = List.of(
            "SOC 2 A1.3",
            "ISO 27001 A.8.13",
            "HIPAA 164.308(a)(7)(ii)(D)",
            "DORA Art. 12(2)",
            "PCI DSS 12.10.2",
            "NIST SP 800-34 3.5");

    /** Backups are encrypted. */
    public static final List<String> ENCRYPTION = List.of("SOC 2 CC6.1", "ISO 27001 A.8.24", "HIPAA 164.312(a)(2)(iv)");

    /** Backups cannot be removed before their time. */
    public static final List<String> IMMUTABILITY = List.of("SOC 2 A1.2", "ISO 27001 A.8.13", "DORA Art. 12(2)");

    /** Failures are noticed and told. */
    public static final List<String> MONITORING = List.of("SOC 2 CC7.2", "ISO 27001 A.8.16", "DORA Art. 10");

    /** People and tools are there when they are needed. */
    public static final List<String> CONTINUITY = List.of(
            "SOC 2 A1.3",
            "ISO 27001 A.5.30",
            "HIPAA 164.308(a)(7)(ii)(B)",
            "DORA Art. 11(1)",
            "PCI DSS 12.10.1",
            "NIST SP 800-34 3.4");

    private Controls() {}
}
