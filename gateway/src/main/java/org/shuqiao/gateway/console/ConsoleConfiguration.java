package org.shuqiao.gateway.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import org.shuqiao.certs.Sm3;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Styles and scripts, which browsers keep for ever because their address changes with them, and languages. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final String FILES = "/console/**";
    private static final int VERSION_DIGITS = 12;

    /** By the name that Spring asks for. */
    @Bean
    Languages localeResolver() {
        return new Languages();
    }

    /** Gives links in templates the version of the files, also where the door's filters answer. */
    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> versionedLinks() {
        FilterRegistrationBean<ResourceUrlEncodingFilter> filter =
                new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }

    /** After an act the browser fetches a page anew (303), so that going back does not do it again. */
    @Bean
    static BeanPostProcessor seeOther() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof ThymeleafViewResolver views) {
                    views.setRedirectHttp10Compatible(false);
                }
                return bean;
            }
        };
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(FILES)
                .addResourceLocations("classpath:/static/console/")
                .setCacheControl(FOR_EVER)
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addFixedVersionStrategy(version(), "/**"));
        // Links name no version: the resolver that finds webjars gives them that of the build. The door says whose are
        // open.
        registry.addResourceHandler("/webjars/**")
                .addResourceLocations("classpath:/META-INF/resources/webjars/")
                .setCacheControl(FOR_EVER)
                .resourceChain(true)
                .addResolver(new LiteWebJarsResourceResolver());
    }

    /** One for all files, so that a script finds the others beside it. */
    private static String version() {
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath:/static" + FILES);
            Arrays.sort(files, Comparator.comparing(Resource::getDescription));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (Resource file : files) {
                if (file.isReadable()) {
                    all.write(file.getContentAsByteArray());
                }
            }
            return Sm3.hex(all.toByteArray()).substring(0, VERSION_DIGITS);
        } catch (IOException unreadable) {
            throw new IllegalStateException("the console's files cannot be read", unreadable);
        }
    }
}
