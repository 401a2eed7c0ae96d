package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.sql.SQLException;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * WireMock transformer {@code rows-control}: how platforms that are handed rows behave ({@code /__sim/PLATFORM/mood}), where their places are
 * ({@code GET /__sim/places}), and which database the exchange table is in ({@code PUT /__sim/chongqing-eic/database}).
 */
final class RowControl implements ResponseDefinitionTransformerV2 {
    private static final int MOOD_AT = 2;

    private final RowPlatforms platforms;
    private final StrictJson json;

    RowControl(RowPlatforms platforms, StrictJson json) {
        this.platforms = platforms;
        this.json = json;
    }

    @Override
    public String getName() {
        return "rows-control";
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent call) {
        Request request = call.getRequest();
        String[] path = RequestPath.of(request).split("/", -1);
        ObjectNode wanted = json.object(request.getBody()).orElseGet(json::newObject);
        boolean put = request.getMethod().equals(RequestMethod.PUT);
        try {
            return switch (path[path.length - 1]) {
                case "places" -> answer(platforms.places());
                case "database" -> {
                    platforms.useDatabase(new TableReader.Address(
                            wanted.path("url").asText(),
                            wanted.path("user").asText(),
                            wanted.path("password").asText()));
                    yield answer(json.newObject().put("used", true));
                }
                default -> answer(mood(platforms.platform(path[MOOD_AT]), put, wanted));
            };
        } catch (IllegalArgumentException | SQLException e) {
            return new ResponseDefinitionBuilder().withStatus(400).build();
        }
    }

    private ObjectNode mood(RowPlatform platform, boolean put, ObjectNode wanted) {
        if (put) {
            platform.behave(RowMood.valueOf(wanted.path("mood").asText()));
        }
        return json.newObject().put("mood", platform.mood().name());
    }

    private ResponseDefinition answer(ObjectNode body) {
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(json.bytes(body))
                .build();
    }
}
