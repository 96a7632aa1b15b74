package io.labelmint.dr.simulator.ec2;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IPv4 CIDR blocks. */
final class Cidr {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final int BITS = 32;
    private static final int HIGHEST_OCTET = 255;

    private Cidr() {}

    /** The bits beyond the prefix are set to zero, as AWS does: EC2 API reference, AuthorizeSecurityGroupIngress. */
    static String canonical(String block) {
        Matcher parts = IPV4.matcher(block == null ? "" : block);
        if (!parts.matches() || Integer.parseInt(parts.group(5)) > BITS) {
            throw Ec2Errors.invalidValue("CIDR block " + block + " is malformed");
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            int octet = Integer.parseInt(parts.group(i));
            if (octet > HIGHEST_OCTET) {
                throw Ec2Errors.invalidValue("CIDR block " + block + " is malformed");
            }
            address = address << 8 | octet;
        }
        int host = BITS - Integer.parseInt(parts.group(5));
        long network = address >> host << host;
        return String.format(
                Locale.ROOT,
                "%d.%d.%d.%d/%s",
                network >> 24,
                network >> 16 & HIGHEST_OCTET,
                network >> 8 & HIGHEST_OCTET,
                network & HIGHEST_OCTET,
                parts.group(5));
    }
}
