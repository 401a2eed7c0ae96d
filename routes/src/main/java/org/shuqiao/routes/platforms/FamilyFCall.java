package org.shuqiao.routes.platforms;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.shuqiao.mappings.platforms.CallFamily;

/**
 * The legacy form: {@code hex(MD5(secret + name + value + … + secret))} over the fields sorted by name, the payload one of them. Whatever
 * MD5 is worth, it covers all that the form says.
 */
final class FamilyFCall implements SingleCall {
    private static final String CONTENT_TYPE = "application/x-www-form-urlencoded;charset=UTF-8";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private final CallFamily.F family;
    private final String appKey;
    private final HexDigest md5;

    FamilyFCall(CallFamily.F family, String appKey) {
        this.family = family;
        this.appKey = appKey;
        this.md5 = new HexDigest("MD5", family.hex());
    }

    @Override
    public HttpCall signed(UnsignedCall call) {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put(field("appKey"), appKey);
        fields.put(field("method"), family.method(call.resource()));
        fields.put(field("content"), new String(call.payload(), StandardCharsets.UTF_8));
        fields.put(field("timestamp"), TIME.format(call.at()));
        fields.put(field("version"), family.version());
        fields.put(field("idempotencyKey"), call.transfer().toString());
        fields.put(field("signature"), signature(fields, call.secret()));
        return new HttpCall(call.uri(), call.headers(), CONTENT_TYPE, form(fields));
    }

    private String field(String meaning) {
        return Objects.requireNonNull(family.fields().get(meaning));
    }

    private String signature(SortedMap<String, String> fields, byte[] secret) {
        StringBuilder pairs = new StringBuilder();
        fields.forEach((name, value) -> pairs.append(name).append(value));
        return md5.of(secret, HexDigest.utf8(pairs.toString()), secret);
    }

    private static byte[] form(Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(encoded(name) + '=' + encoded(value)));
        return HexDigest.utf8(String.join("&", pairs));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
