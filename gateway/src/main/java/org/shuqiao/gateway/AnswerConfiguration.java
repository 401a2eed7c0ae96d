package org.shuqiao.gateway;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Every call has one form of answer, so {@code Accept} is disregarded (RFC 9110, 12.5.1 permits it). A caller that asks for
 * another form must never be told that a record was refused when it was stored.
 */
@Configuration(proxyBeanMethods = false)
class AnswerConfiguration implements WebMvcConfigurer {

    @Override
    public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.ALL);
    }
}
