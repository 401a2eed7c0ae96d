package org.shuqiao.routes.steps;

import java.time.Instant;
import org.shuqiao.routes.failures.ReasonCode;

/** Why nothing leaves this gateway, and since when. */
public record Hold(ReasonCode reason, Instant since) {}
