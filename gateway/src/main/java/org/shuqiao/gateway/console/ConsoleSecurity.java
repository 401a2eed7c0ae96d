package org.shuqiao.gateway.console;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.shuqiao.gateway.Accounts;
import org.shuqiao.gateway.GatewaySettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The door of people: everything that is no call of a program. Closed by default, and never wider than the door of programs: a page that
 * acts asks for the same role as the call that it stands for, and an auditor acts nowhere.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {
    static final String SESSION_COOKIE = "shuqiao-session";
    /** What the field of a sign-in is called. */
    static final String NAME = "name";

    private static final String CSRF_COOKIE = "shuqiao-csrf";

    /** No script, style or frame but our own files: what is smuggled into a page does nothing. */
    private static final String CONTENT = String.join(
            "; ",
            "default-src 'self'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    private static final String NOTHING_OF_THE_MACHINE =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()";

    @Bean
    ConsoleSessions consoleSessions(Accounts accounts, Clock clock, GatewaySettings settings) {
        return new ConsoleSessions(
                accounts::isInForce,
                clock,
                settings.console().idle(),
                settings.console().longest());
    }

    @Bean
    @Order(2)
    SecurityFilterChain console(
            HttpSecurity http,
            Accounts accounts,
            Clock clock,
            GatewaySettings settings,
            ConsoleSessions sessions,
            Refusals refusals,
            Languages languages)
            throws Exception {
        Arrivals arrivals = new Arrivals(languages);
        return http.authenticationProvider(new SignIn(
                        accounts::signIn, clock, settings.console().attemptsPerMinute(), TimeMeter.SYSTEM_NANOTIME))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens()))
                .requestCache(AbstractHttpConfigurer::disable)
                // Or links would not get the version of the files; an id of a session is in no link, as cookies alone
                // carry it.
                .sessionManagement(session -> session.enableSessionUrlRewriting(true))
                .httpBasic(AbstractHttpConfigurer::disable)
                .formLogin(form -> form.loginPage("/sign-in")
                        .usernameParameter(NAME)
                        .passwordParameter("password")
                        .successHandler(arrivals)
                        .failureHandler(arrivals))
                .logout(out -> out.logoutUrl("/sign-out")
                        .logoutSuccessUrl("/sign-in?left")
                        .deleteCookies(SESSION_COOKIE))
                .addFilterBefore(new SessionFilter(sessions), AuthorizationFilter.class)
                .addFilterAfter(new FaultFilter(), AuthorizationFilter.class)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(ConsoleSecurity::headers)
                .authorizeHttpRequests(ConsoleSecurity::doors)
                .build();
    }

    /** In a cookie of its own, so that a visitor who has not signed in takes no memory. */
    private static CookieCsrfTokenRepository tokens() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName(CSRF_COOKIE);
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict").httpOnly(true));
        return tokens;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy(NOTHING_OF_THE_MACHINE));
    }

    private static void doors(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry doors) {
        doors.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.INCLUDE)
                .permitAll()
                .requestMatchers(
                        HttpMethod.GET, "/sign-in", "/console/**", "/webjars/htmx.org/**", "/webjars/echarts/**")
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/favicon.ico")
                .permitAll()
                .requestMatchers(HttpMethod.POST, "/language")
                .permitAll()
                .requestMatchers("/account", "/account/**")
                .authenticated()
                .requestMatchers(HttpMethod.GET, "/")
                .authenticated()
                .requestMatchers(HttpMethod.GET, "/overview", "/overview/**")
                .hasAnyRole("OPERATOR", "OFFICER", "ADMIN", "AUDITOR")
                .requestMatchers(HttpMethod.GET, "/operator/**")
                .hasAnyRole("OPERATOR", "ADMIN", "AUDITOR")
                .requestMatchers("/operator/**")
                .hasAnyRole("OPERATOR", "ADMIN")
                .requestMatchers(HttpMethod.GET, "/officer/agreements", "/officer/agreements/**")
                .hasAnyRole("OFFICER", "ADMIN", "AUDITOR")
                .requestMatchers(HttpMethod.GET, "/officer/**")
                .hasAnyRole("OFFICER", "AUDITOR")
                .requestMatchers("/officer/**")
                .hasRole("OFFICER")
                .requestMatchers(HttpMethod.GET, "/audit/keys", "/audit/keys/**")
                .hasAnyRole("OFFICER", "ADMIN", "AUDITOR")
                .requestMatchers(HttpMethod.GET, "/audit/**")
                .hasAnyRole("OFFICER", "AUDITOR")
                // What is verified again is only looked at, by whoever may look.
                .requestMatchers(HttpMethod.POST, "/audit/verify/**")
                .hasAnyRole("OFFICER", "AUDITOR")
                .requestMatchers("/audit/**")
                .hasRole("OFFICER")
                .requestMatchers("/center", "/center/**")
                .hasRole("CENTER")
                .requestMatchers("/admin/**")
                .hasRole("ADMIN")
                .anyRequest()
                .access((nobody, place) -> new Nowhere());
    }

    /** Refuses everybody, and says that it is because there is no such page. */
    static final class Nowhere extends AuthorizationDecision {
        private static final long serialVersionUID = 1L;

        private Nowhere() {
            super(false);
        }
    }
}
