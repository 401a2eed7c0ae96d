package org.shuqiao.bench.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A class of tests that gets the {@link ConsoleDay}. One at a time: they share platforms, and a browser is no thing of two threads. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ConsoleDay.Shared.class)
@ResourceLock("the day on the console")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@interface OnConsoleDay {}
