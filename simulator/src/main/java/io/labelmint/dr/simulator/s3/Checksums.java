package io.labelmint.dr.simulator.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** What S3 computes of the content of objects that are put or copied whole. */
final class Checksums {
    /** The polynomial of CRC-64/NVME, reflected (NVM Express NVM Command Set Specification, "64b CRC"). */
    private static final long NVME = 0x9A6C9329AC4BC9B5L;

    private Checksums() {}

    /** The MD5 of the content, as for objects that are put whole and encrypted with SSE-S3: API reference, Object. */
    static String etag(byte[] content) {
        try {
            return '"'
                    + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content))
                    + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** The CRC-64/NVME every object has that was written without another: user guide, "Checking object integrity". */
    static String crc64Nvme(byte[] content) {
        long crc = -1;
        for (byte next : content) {
            crc ^= next & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ NVME;
            }
        }
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(Long.BYTES).putLong(~crc).array());
    }
}
