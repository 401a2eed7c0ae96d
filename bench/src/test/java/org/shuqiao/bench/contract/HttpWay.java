package org.shuqiao.bench.contract;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls over HTTP; faults are stubs before the platform's own. */
final class HttpWay implements Way {
    private static final int UNAUTHORISED = 401;

    private final Simulated simulated;
    private final String paths;
    private final String receiving;
    private final Optional<PlatformDescriptor.Query> query;
    private boolean reviewed;

    HttpWay(Platform platform, Simulated simulated) {
        this.simulated = simulated;
        this.paths = platform.descriptor().requiredCall().pathTemplate().replace("{resource}", "[^/]+");
        this.receiving = platform.id() + "-receive";
        this.query = platform.descriptor().query();
    }

    @Override
    public void loseAnswers() {
        ObjectNode response = response().put("status", 200).put("fault", "CONNECTION_RESET_BY_PEER");
        response.putArray("transformers").add(receiving);
        simulated.stub(paths, response);
        // Else the answer is not lost for longer than it takes to ask.
        query.ifPresent(asked -> simulated.stub(asked.path(), response().put("fault", "CONNECTION_RESET_BY_PEER")));
    }

    @Override
    public void answer(int status, String code) {
        simulated.stub(paths, said(status, code));
    }

    @Override
    public void answerFrom(long secondsAhead, String code) {
        ObjectNode response = said(UNAUTHORISED, code);
        response.putObject("headers")
                .put(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(Clock.systemUTC()
                                .instant()
                                .plusSeconds(secondsAhead)
                                .atOffset(ZoneOffset.UTC)));
        simulated.stub(paths, response);
    }

    @Override
    public void leaveToReviewers() {
        reviewed = true;
        simulated.secondStage("NEVER");
    }

    @Override
    public void clear() {
        if (reviewed) {
            reviewed = false;
            simulated.secondStage("STORED");
        }
        simulated.endStubs();
    }

    private static ObjectNode said(int status, String code) {
        ObjectNode response = response().put("status", status);
        response.putObject("jsonBody").put("code", code).put("message", "合同测试");
        return response;
    }

    private static ObjectNode response() {
        return JsonMapper.shared().createObjectNode();
    }
}
