package io.labelmint.dr.estate;

/**
 * When the jobs run: cron expressions of five fields in UTC.
 *
 * @param daily the daily job
 * @param weekly the weekly job
 * @param monthly the monthly job
 * @param quarterly the quarterly job
 */
public record Schedules(String daily, String weekly, String monthly, String quarterly) {}
