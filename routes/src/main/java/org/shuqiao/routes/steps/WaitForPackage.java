package org.shuqiao.routes.steps;

import java.util.List;
import org.shuqiao.routes.platforms.Batch;

/** What is for a platform that people carry packages to waits until an officer makes one. */
public final class WaitForPackage {

    /** @return nothing, whatever was hinted at */
    public List<Batch> claim(byte[] message) {
        return List.of();
    }
}
