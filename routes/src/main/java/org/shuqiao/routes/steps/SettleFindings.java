package org.shuqiao.routes.steps;

import java.util.List;
import org.shuqiao.routes.ledger.BatchWriter;
import org.shuqiao.routes.ledger.Finding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what the answer to a question says. What is lost before its commit is asked for again when its lease is over. */
public final class SettleFindings {
    private static final Logger LOG = LoggerFactory.getLogger(SettleFindings.class);

    private final BatchWriter<Finding, Finding> writer;

    public SettleFindings(BatchWriter<Finding, Finding> writer) {
        this.writer = writer;
    }

    public void settle(List<Finding> findings) {
        writer.write(
                findings,
                (index, written) -> {},
                (index, failure) -> LOG.error(
                        "what became of transfer {} was not written and is asked for again: {}",
                        findings.get(index).transfer().id(),
                        failure.getClass().getName()));
    }
}
