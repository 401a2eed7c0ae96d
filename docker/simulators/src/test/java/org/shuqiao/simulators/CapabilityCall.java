package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;
import wiremock.com.fasterxml.jackson.databind.node.ArrayNode;
import wiremock.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A call to the capability center as a gateway makes it, right in everything until a test bends it. It makes the signed
 * text in a way of its own: from sorted maps, by Jackson.
 */
final class CapabilityCall {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DevelopmentKeys keys;
    private final Kona kona = new Kona();
    private final Map<String, Object> members = new TreeMap<>();
    private final byte[] key = random(16);
    private final byte[] data;

    private CapabilityCall(DevelopmentKeys keys, long timestampMillis, byte[] data) {
        this.keys = keys;
        this.data = data;
        members.put("appId", "shuqiao");
        members.put("version", "1.0.0");
        members.put("timestamp", Long.toString(timestampMillis));
        members.put("encType", "SM4");
        members.put("signType", "SM2");
        encrypt("capability-center-enc", key);
        members.put("encData", base64(sealed()));
        sign("capability-center-client", CapabilityKeys.CALLER_ID, DevelopmentKeys.APPLICATION_SECRET);
    }

    static CapabilityCall of(DevelopmentKeys keys, long timestampMillis, String data) {
        return new CapabilityCall(keys, timestampMillis, data.getBytes(UTF_8));
    }

    static CapabilityCall push(DevelopmentKeys keys, long timestampMillis, List<CapabilityRow> rows) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ArrayNode list = data.put("batchId", UUID.randomUUID().toString())
                .put("note", "")
                .putArray("rows");
        rows.forEach(row -> list.add(row.json()));
        return of(keys, timestampMillis, data.toString());
    }

    static CapabilityCall query(DevelopmentKeys keys, long timestampMillis, List<String> rowKeys) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        rowKeys.forEach(data.putArray("rowKeys")::add);
        return of(keys, timestampMillis, data.toString());
    }

    /** Encrypts this as the key of the call, for that certificate. */
    CapabilityCall encrypt(String recipient, byte[] anyKey) {
        try {
            return member("encKey", base64(Sm2Decryption.encrypt(kona, keys.publicKey(recipient), anyKey, RANDOM)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    CapabilityCall sign(String signer, Sm2UserId userId, String secret) {
        return member("signData", base64(RawSignature.fromDer(signature(signer, userId, secret))));
    }

    /** Signs anew until the raw signature is such a one. */
    CapabilityCall signUntil(Predicate<byte[]> wanted) {
        byte[] raw;
        do {
            sign("capability-center-client", CapabilityKeys.CALLER_ID, DevelopmentKeys.APPLICATION_SECRET);
            raw = Base64.getDecoder().decode((String) members.get("signData"));
        } while (!wanted.test(raw));
        return this;
    }

    /** The DER signature of this call. */
    byte[] signature(String signer, Sm2UserId userId, String secret) {
        return keys.signer(signer, userId).sign((signedText() + "&key=" + secret).getBytes(UTF_8));
    }

    CapabilityCall member(String name, Object value) {
        members.put(name, value);
        return this;
    }

    CapabilityCall without(String name) {
        members.remove(name);
        return this;
    }

    byte[] bytes(String name) {
        return Base64.getDecoder().decode((String) members.get(name));
    }

    String body() {
        return JSON.valueToTree(members).toString();
    }

    HttpResponse<String> send(int port, String path) throws IOException {
        return Call.post(port, path, body());
    }

    private byte[] sealed() {
        byte[] nonce = random(12);
        try {
            Cipher sm4 = kona.sm4Gcm();
            sm4.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "SM4"), new GCMParameterSpec(128, nonce));
            byte[] sealed = new byte[nonce.length + data.length + 16];
            System.arraycopy(nonce, 0, sealed, 0, nonce.length);
            sm4.doFinal(data, 0, data.length, sealed, nonce.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String signedText() {
        Map<String, Object> signed = new TreeMap<>(members);
        signed.keySet().removeAll(List.of("signData", "encData", "extra"));
        signed.put("data", sortedData());
        return signed.entrySet().stream()
                .filter(member -> !member.getValue().equals(""))
                .map(member -> member.getKey() + "=" + member.getValue())
                .collect(Collectors.joining("&"));
    }

    private String sortedData() {
        try {
            return sorted(JSON.readTree(data)).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
        members.values().removeIf(value -> List.of("\"\"", "null", "{}", "[]").contains(value.toString()));
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        return object.setAll(members);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
