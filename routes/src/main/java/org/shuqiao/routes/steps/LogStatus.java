package org.shuqiao.routes.steps;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The log as it was found at the last look.
 *
 * @param treeSize leaves that have their place
 * @param publishedSize leaves that the newest checkpoint covers
 * @param lag how long the oldest leaf has waited for its place; zero where none waits
 * @param stampBudget what is left until nothing may leave for want of a time stamp, not negative; null where checkpoints get none
 */
public record LogStatus(long treeSize, long publishedSize, Duration lag, @Nullable Duration stampBudget) {}
