package org.shuqiao.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class FaultFilterTest {

    @Test
    void showsAPageInThePlaceOfOneThatCannotBeRendered() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();

        new FaultFilter().doFilter(new MockHttpServletRequest("GET", "/overview"), response, (request, answer) -> {
            answer.getWriter().write("half a page");
            throw new ServletException(new IllegalStateException("the inside"));
        });

        assertThat(response.getForwardedUrl()).isEqualTo("/refused");
        assertThat(response.getContentAsString()).isEmpty();
    }
}
