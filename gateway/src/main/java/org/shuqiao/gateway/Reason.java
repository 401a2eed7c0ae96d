package org.shuqiao.gateway;

import org.shuqiao.routes.failures.Failure;

/** Why somebody does what others will ask about; it is written down with the act. */
public record Reason(String reason) {

    /** @throws Failure where there is none */
    String text() {
        return Members.text(reason, "reason");
    }
}
