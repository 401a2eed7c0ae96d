package org.shuqiao.gateway;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A page of a list that was asked for one row more than a page has, which tells whether there is another.
 *
 * @param next where the page after begins, as callers carry it; null where this is the last
 */
public record ListPage<T>(List<T> rows, @Nullable String next) {

    /** @param place of a row: the page after begins behind the last one's */
    static <T> ListPage<T> cut(List<T> found, int rows, Function<T, String> place) {
        return found.size() > rows
                ? new ListPage<>(found.subList(0, rows), place.apply(found.get(rows - 1)))
                : new ListPage<>(found, null);
    }

    <R> ListPage<R> map(Function<T, R> shown) {
        return new ListPage<>(rows.stream().map(shown).toList(), next);
    }

    /**
     * The rows, and in the header {@code Link} the address of the page after: that of this call with another place to go on from;
     * relative, since a proxy may have another name than we know.
     *
     * @param parameter that carries the place
     */
    ResponseEntity<List<T>> answer(String parameter, int limit) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (next != null) {
            String address = ServletUriComponentsBuilder.fromCurrentRequest()
                    .scheme(null)
                    .host(null)
                    .port(null)
                    .replaceQueryParam(parameter, next)
                    .replaceQueryParam("limit", limit)
                    // What the caller wrote is encoded already.
                    .build(true)
                    .toUriString();
            answer.header(HttpHeaders.LINK, "<" + address + ">; rel=\"next\"");
        }
        return answer.body(rows);
    }
}
