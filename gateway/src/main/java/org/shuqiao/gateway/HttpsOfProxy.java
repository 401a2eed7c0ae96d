package org.shuqiao.gateway;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Behind a proxy that says {@code X-Forwarded-Proto: https} a person's browser speaks HTTPS, though we do not: their cookies must never
 * leave it in any other way. Who says so without a proxy does it to nobody but themselves, so it is believed.
 */
@Component
final class HttpsOfProxy implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
    private static final String HEADER = "X-Forwarded-Proto";
    private static final String HTTPS = "https";

    private final boolean isBehindProxy;

    HttpsOfProxy(GatewaySettings settings) {
        this.isBehindProxy = settings.http();
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory server) {
        if (isBehindProxy) {
            server.addEngineValves(new Believing());
        }
    }

    private static final class Believing extends ValveBase {

        Believing() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (HTTPS.equalsIgnoreCase(request.getHeader(HEADER))) {
                request.getCoyoteRequest().scheme().setString(HTTPS);
                request.setSecure(true);
            }
            getNext().invoke(request, response);
        }
    }
}
