package org.shuqiao.simulators;

import com.github.tomakehurst.wiremock.http.Request;

/** The path of a request as it was sent, still percent-encoded, without its query. */
final class RequestPath {

    private RequestPath() {}

    static String of(Request request) {
        String url = request.getUrl();
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
