package io.labelmint.dr.observatory;

/** How RDS pages: MaxRecords from 20 to 100, in every Describe operation (Amazon RDS API Reference). */
final class RdsPaging {
    static final int LARGEST = 100;

    private RdsPaging() {}
}
