package org.shuqiao.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway as a Spring Boot application. The ledger's database, its schema and the callers are our own wiring, not Boot's. */
@SpringBootApplication(
        exclude = {
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            WebMvcObservationAutoConfiguration.class
        })
@EnableConfigurationProperties(GatewaySettings.class)
public class GatewayApplication {

    /**
     * Starts a gateway.
     *
     * @param home where its data, keys and embedded servers live
     * @param port to listen on; 0 for a free one
     * @param settings further settings as {@code --name=value}
     * @throws StartRefused for a reason that the caller can do something about
     */
    public static ConfigurableApplicationContext start(Path home, int port, List<String> settings) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.add("--shuqiao.home=" + home.toAbsolutePath());
        arguments.add("--server.port=" + port);
        try {
            return new SpringApplication(GatewayApplication.class).run(arguments.toArray(String[]::new));
        } catch (RuntimeException failure) {
            StartRefused.rethrow(failure);
            throw failure;
        }
    }
}
