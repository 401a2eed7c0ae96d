package org.shuqiao.gateway;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.Ledger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Who may call what. Closed by default: a path that nobody has opened is open to nobody. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    ApiKeys apiKeys(Ledger ledger, SecureRandom random) {
        return new ApiKeys(ledger.centers(), random);
    }

    @Bean
    Accounts accounts(Ledger ledger, SecureRandom random, GatewaySettings settings) {
        return new Accounts(
                ledger.accounts(),
                new Passwords(random),
                random,
                settings.console().shutFor());
    }

    @Bean
    Rates rates(GatewaySettings settings) {
        return new Rates(settings.rate(), TimeMeter.SYSTEM_NANOTIME);
    }

    /** Of programs, which show an API key with every call; people come in by the door of the console. */
    @Bean
    @Order(1)
    SecurityFilterChain doors(HttpSecurity http, ApiKeys keys, Rates rates, ProblemWriter problems) throws Exception {
        return http.securityMatcher(
                        "/api/**",
                        "/platform/**",
                        "/actuator/**",
                        "/v3/**",
                        "/swagger-ui/**",
                        "/swagger-ui.html",
                        "/error")
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new ApiKeyFilter(keys, problems), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(new RateFilter(rates, problems), ApiKeyFilter.class)
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint((request, response, e) ->
                                refuse(problems, request, response, FailureCode.NOT_AUTHENTICATED))
                        .accessDeniedHandler(
                                (request, response, e) -> refuse(problems, request, response, FailureCode.NOT_ALLOWED)))
                // An error is dispatched without its caller, and as an include where the answer has begun; who may not
                // call has
                // been refused before.
                .authorizeHttpRequests(paths -> paths.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.INCLUDE)
                        .permitAll()
                        .requestMatchers(
                                HttpMethod.GET,
                                "/actuator/health/**",
                                "/v3/api-docs",
                                "/v3/api-docs/**",
                                "/swagger-ui.html",
                                "/swagger-ui/**")
                        .permitAll()
                        // What comes here proves itself by the platform's signature.
                        .requestMatchers(HttpMethod.POST, "/platform/v1/*/*")
                        .permitAll()
                        .requestMatchers("/api/v1/log/tile/entries/**")
                        .hasAnyRole("OFFICER", "OPERATOR", "ADMIN", "AUDITOR")
                        .requestMatchers(HttpMethod.GET, "/api/v1/log/**")
                        .permitAll()
                        .requestMatchers("/api/v1/evidence")
                        .hasAnyRole("OFFICER", "ADMIN", "CENTER", "AUDITOR")
                        .requestMatchers(HttpMethod.GET, "/actuator/metrics/**", "/actuator/prometheus")
                        .hasAnyRole("OPERATOR", "ADMIN", "AUDITOR")
                        .requestMatchers("/api/v1/submissions/**", "/api/v1/transfers/**")
                        .hasRole("CENTER")
                        .requestMatchers("/api/v1/attachments/**")
                        .hasRole("CENTER")
                        .requestMatchers(HttpMethod.GET, "/api/v1/forms/*/derived")
                        .hasRole("CENTER")
                        .requestMatchers("/api/v1/inbox/**")
                        .hasRole("CENTER")
                        .requestMatchers(
                                "/api/v1/slots", "/api/v1/bookings/**", "/api/v1/consents/**", "/api/v1/monitoring/**")
                        .hasRole("CENTER")
                        .requestMatchers("/api/v1/admin/**")
                        .hasRole("ADMIN")
                        .requestMatchers(HttpMethod.GET, "/api/v1/agreements/*/quota")
                        .hasAnyRole("ADMIN", "OFFICER", "CENTER", "AUDITOR")
                        .requestMatchers(HttpMethod.GET, "/api/v1/agreements/**")
                        .hasAnyRole("ADMIN", "OFFICER", "AUDITOR")
                        // An administrator hands out keys, and would be both persons of four eyes.
                        .requestMatchers("/api/v1/agreements/**")
                        .hasRole("OFFICER")
                        .requestMatchers(HttpMethod.GET, "/api/v1/keys/**")
                        .hasAnyRole("ADMIN", "OFFICER", "AUDITOR")
                        .requestMatchers("/api/v1/keys/**")
                        .hasAnyRole("ADMIN", "OFFICER")
                        .requestMatchers("/api/v1/quarantine/**", "/api/v1/approvals/**", "/api/v1/sealed/**")
                        .hasRole("OFFICER")
                        .requestMatchers(HttpMethod.GET, "/api/v1/ops/duties/**")
                        .hasAnyRole("OPERATOR", "ADMIN", "OFFICER", "AUDITOR")
                        .requestMatchers("/api/v1/ops/duties/**")
                        .hasRole("OFFICER")
                        .requestMatchers("/api/v1/ops/packages/**")
                        .hasRole("OFFICER")
                        .requestMatchers(HttpMethod.GET, "/api/v1/ops/**")
                        .hasAnyRole("OPERATOR", "ADMIN", "AUDITOR")
                        .requestMatchers("/api/v1/ops/**")
                        .hasAnyRole("OPERATOR", "ADMIN")
                        .anyRequest()
                        .denyAll())
                .build();
    }

    /** A path that can be read two ways is refused before anybody asks whose call it is. */
    @Bean
    RequestRejectedHandler ambiguousPaths(ProblemWriter problems) {
        return (request, response, e) -> refuse(problems, request, response, FailureCode.BAD_REQUEST);
    }

    private static void refuse(
            ProblemWriter problems, HttpServletRequest request, HttpServletResponse response, FailureCode code)
            throws IOException {
        problems.write(request, response, new Failure(code));
    }
}
