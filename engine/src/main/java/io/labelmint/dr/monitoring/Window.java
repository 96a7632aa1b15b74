package io.labelmint.dr.monitoring;

import java.time.Duration;

/**
 * How long after it is due a backup, or its copy, may come without anybody asking why.
 *
 * @param length how long
 * @param why what it was taken from, in words
 */
record Window(Duration length, String why) {}
