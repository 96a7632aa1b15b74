package io.labelmint.dr.estate;

import java.time.LocalTime;
import java.util.Arrays;

/**
 * When the jobs run: cron expressions of five fields in UTC.
 *
 * @param daily the daily job
 * @param weekly the weekly job
 * @param monthly the monthly job
 * @param quarterly the quarterly job
 */
public record Schedules(String daily, String weekly, String monthly, String quarterly) {

    /**
     * When the daily job runs first of a day, UTC. It may be scheduled more than once a day, but a database has one backup a
     * day, which the first run makes.
     */
    public LocalTime dailyAt() {
        String[] fields = daily.split(" ", -1);
        return LocalTime.of(least(fields[1]), least(fields[0]));
    }

    /** The least number a field stands for; {@code *} and its steps begin at 0, as hours and minutes do. */
    private static int least(String field) {
        return Arrays.stream(field.split(",", -1))
                .map(part -> part.split("[-/]", -1)[0])
                .mapToInt(first -> first.equals("*") ? 0 : Integer.parseInt(first))
                .min()
                .orElseThrow();
    }
}
