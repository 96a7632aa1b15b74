package io.labelmint.dr.observatory;

/** What is the same of the lists of ElastiCache. */
final class ElastiCachePaging {
    /** MaxRecords of the Describe operations is 20 to 100, but for snapshots (Amazon ElastiCache API Reference). */
    static final int LARGEST = 100;

    private ElastiCachePaging() {}
}
