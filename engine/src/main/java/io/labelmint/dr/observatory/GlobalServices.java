package io.labelmint.dr.observatory;

/** Services that answer in one region for all. */
public final class GlobalServices {
    /**
     * Where the control planes of IAM and of public hosted zones are (AWS whitepaper "AWS Fault Isolation Boundaries",
     * Appendix A, "Partitional services", and Route 53).
     */
    public static final String HOME = "us-east-1";

    private GlobalServices() {}
}
