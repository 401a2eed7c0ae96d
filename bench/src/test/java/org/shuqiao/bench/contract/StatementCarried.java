package org.shuqiao.bench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import org.shuqiao.mappings.platforms.PlatformDescriptor.StatementCarrier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our statement where the descriptor says that it travels. */
final class StatementCarried {

    private StatementCarried() {}

    static void beside(Transfer stored, StatementCarrier carrier, Simulated simulated) {
        if (carrier instanceof StatementCarrier.Header header) {
            JsonNode headers = simulated.headers(stored.transferId());
            String statement = headers.path(header.headers().get("statement")).stringValue();
            JsonNode said = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(statement));
            assertThat(said.path("transferId").stringValue()).isEqualTo(stored.transferId());
            assertThat(said.path("payloadHash").stringValue()).isEqualTo(stored.payloadHash());
        }
        // In a body it is read by the simulator alone, which has no effect without a good one.
    }
}
