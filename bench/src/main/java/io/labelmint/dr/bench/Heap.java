package io.labelmint.dr.bench;

import java.lang.management.ManagementFactory;

/** The heap of this process. */
final class Heap {
    private static final int COLLECTIONS = 4;

    private Heap() {}

    /** Bytes in use once everything that nobody can reach any more is gone. */
    static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc(); // what the first one finalizes, or lets go of through references, the next ones collect
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
