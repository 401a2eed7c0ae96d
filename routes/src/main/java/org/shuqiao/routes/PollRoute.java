package org.shuqiao.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.shuqiao.mappings.platforms.ReturnDescription;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;

/**
 * A platform that does not send by itself, or not everything, is asked for what it has for centers. What comes goes the way of
 * {@link ReturnRoute}. Steps that know their platform are found in the registry under {@code <step>-<platform>}.
 */
final class PollRoute extends RouteBuilder {
    static final String CLAIM_POLLS = "claim-polls-";
    static final String BUILD_POLL = "build-poll-";
    static final String READ_POLL = "read-poll-";
    static final String TAKE_POLL = "take-poll-";

    private final PlatformDirectory platforms;

    PollRoute(PlatformDirectory platforms) {
        this.platforms = platforms;
    }

    @Override
    public void configure() {
        routeTemplate(RouteNames.POLL_TEMPLATE)
                .templateParameter("platform")
                .templateParameter("period")
                .from("timer:poll-{{platform}}?delay=1000&period={{period}}")
                .to("bean:" + CLAIM_POLLS + "{{platform}}")
                .split(body(), AggregationStrategies.useOriginal(false))
                .to("bean:" + BUILD_POLL + "{{platform}}")
                .to("platform:{{platform}}")
                .to("bean:" + READ_POLL + "{{platform}}")
                .to("bean:" + TAKE_POLL + "{{platform}}")
                .end();
    }

    /** Makes the route of each platform that can be polled; the template must be in the context already. */
    void addPlatforms(CamelContext camel) throws Exception {
        for (PlatformAccess access : platforms.all()) {
            ReturnDescription.Poll poll = access.platform()
                    .descriptor()
                    .returns()
                    .flatMap(ReturnDescription::poll)
                    .orElse(null);
            if (poll != null) {
                TemplatedRouteBuilder.builder(camel, RouteNames.POLL_TEMPLATE)
                        .routeId(RouteNames.poll(access.id()))
                        .parameter("platform", access.id())
                        .parameter("period", Long.toString(poll.everyMs()))
                        .add();
            }
        }
    }
}
