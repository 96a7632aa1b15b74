package io.labelmint.dr.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The files this process has open, connections among them. */
final class OpenFiles {
    private OpenFiles() {}

    /** How many; -1 if the platform does not tell. */
    static long count() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }
}
