package io.labelmint.dr.bench;

import java.lang.management.ManagementFactory;

/** The machine a benchmark runs on, so that its numbers can be judged. */
final class Machine {
    private Machine() {}

    static String describe() {
        Runtime runtime = Runtime.getRuntime();
        return "%s %s, %d cores, %s %s, heap up to %d MB%n%s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        runtime.availableProcessors(),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"),
                        runtime.maxMemory() >> 20,
                        load());
    }

    /** How busy it is, by whatever runs on it: above the number of cores, times are worth little. */
    static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return "load average of the last minute: %.1f%n".formatted(load);
    }
}
