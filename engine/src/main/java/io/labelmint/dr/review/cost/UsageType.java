package io.labelmint.dr.review.cost;

import java.util.Map;

/**
 * A usage type of the bill: what was used, and in which region.
 *
 * @param region name of the region; {@code code XYZ} if it is none that is known here
 * @param use the type without the code of its region, for example {@code RDS:ChargedBackupUsage}
 */
record UsageType(String region, String use) {
    /**
     * AWS Regions, "AWS Region billing codes", and S3's own (S3 User Guide, "Understanding your AWS billing and usage reports for
     * Amazon S3"), which has {@code CPT} for Cape Town. A type without a code is of us-east-1 (the same page).
     */
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("USE1", "us-east-1"),
            Map.entry("USE2", "us-east-2"),
            Map.entry("USW1", "us-west-1"),
            Map.entry("USW2", "us-west-2"),
            Map.entry("CAN1", "ca-central-1"),
            Map.entry("CAN2", "ca-west-1"),
            Map.entry("MXC1", "mx-central-1"),
            Map.entry("SAE1", "sa-east-1"),
            Map.entry("AFS1", "af-south-1"),
            Map.entry("CPT", "af-south-1"),
            Map.entry("APE1", "ap-east-1"),
            Map.entry("APE2", "ap-east-2"),
            Map.entry("APN1", "ap-northeast-1"),
            Map.entry("APN2", "ap-northeast-2"),
            Map.entry("APN3", "ap-northeast-3"),
            Map.entry("APS1", "ap-southeast-1"),
            Map.entry("APS2", "ap-southeast-2"),
            Map.entry("APS3", "ap-south-1"),
            Map.entry("APS4", "ap-southeast-3"),
            Map.entry("APS5", "ap-south-2"),
            Map.entry("APS6", "ap-southeast-4"),
            Map.entry("EU", "eu-west-1"),
            Map.entry("EUW1", "eu-west-1"),
            Map.entry("EUW2", "eu-west-2"),
            Map.entry("EUW3", "eu-west-3"),
            Map.entry("EUC1", "eu-central-1"),
            Map.entry("EUC2", "eu-central-2"),
            Map.entry("EUN1", "eu-north-1"),
            Map.entry("EUS1", "eu-south-1"),
            Map.entry("EUS2", "eu-south-2"),
            Map.entry("ILC1", "il-central-1"),
            Map.entry("MEC1", "me-central-1"),
            Map.entry("MES1", "me-south-1"),
            Map.entry("UGE1", "us-gov-east-1"),
            Map.entry("UGW1", "us-gov-west-1"),
            Map.entry("CNN1", "cn-north-1"),
            Map.entry("CNW1", "cn-northwest-1"));

    private static final String WITHOUT_CODE = "us-east-1";

    /** The type {@code name} of the bill. */
    static UsageType of(String name) {
        int dash = name.indexOf('-');
        String code = dash < 0 ? "" : name.substring(0, dash);
        if (CODES.containsKey(code)) {
            return new UsageType(CODES.get(code), name.substring(dash + 1));
        }
        return code.matches("[A-Z]{2,3}[0-9]")
                ? new UsageType("code " + code, name.substring(dash + 1))
                : new UsageType(WITHOUT_CODE, name);
    }
}
