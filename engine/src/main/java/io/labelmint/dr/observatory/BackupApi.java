package io.labelmint.dr.observatory;

/**
 * How AWS Backup is listed: 20 list calls a second, account and region (AWS General Reference, "AWS Backup endpoints and
 * quotas"), and pages of at most 1,000 (AWS Backup API Reference, MaxResults of every List operation).
 */
final class BackupApi {
    static final int LARGEST_PAGE = 1000;

    private static final double LISTS_PER_SECOND = 20;

    private BackupApi() {}

    static Api list(String operation) {
        return Api.published("backup", operation, LISTS_PER_SECOND);
    }
}
