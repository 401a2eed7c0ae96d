package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A list of the API as a caller reads it who follows the header {@code Link} from page to page, one row on each. */
final class LinkedPages {
    private LinkedPages() {}

    /**
     * All rows from one of them on. Other tests leave rows before it and after it.
     *
     * @param member of a row that says its id
     */
    static List<String> from(String first, GatewayClient caller, String path, String member) {
        List<String> ids = new ArrayList<>();
        String start = path + "?limit=1&cursor=" + Cursors.write(before(UUID.fromString(first)));
        for (Optional<String> next = Optional.of(start); next.isPresent(); ) {
            Answer page = caller.get(next.get()).expect(200);
            assertThat(page.json()).hasSize(1);
            ids.add(page.json().at("/0/" + member).stringValue());
            next = page.headers().firstValue("Link").map(link -> address(link, path));
        }
        return ids;
    }

    /** However many rows are asked for, and from wherever. */
    static void assertBounded(GatewayClient caller, String path) {
        assertThat(caller.get(path + "?limit=0").expect(200).json()).hasSize(1);
        caller.get(path + "?limit=100000").expect(200);
        caller.get(path + "?cursor=abc").expectProblem(400, "BAD_REQUEST");
        caller.get(path + "?limit=all").expectProblem(400, "BAD_REQUEST");
    }

    private static String address(String link, String path) {
        assertThat(link).matches("<" + path + "\\?cursor=[\\w-]{22}&limit=1>; rel=\"next\"");
        return link.substring(1, link.indexOf('>'));
    }

    private static UUID before(UUID id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() - 1);
    }
}
