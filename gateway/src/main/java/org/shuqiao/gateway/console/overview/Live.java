package org.shuqiao.gateway.console.overview;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a picture says in figures, and how it differs from the one before. It holds no words, so it is the same for every reader.
 *
 * @param layout of the picture that the figures belong to
 * @param troubled of the list of what needs somebody
 * @param texts figures as they are shown, by the {@code data-live} of their places
 * @param looks classes of styles, by the {@code data-look} of theirs; the first is the mood
 */
record Live(String layout, String troubled, Map<String, String> texts, Map<String, String> looks) {

    static Live of(Picture picture) {
        Map<String, String> looks = new HashMap<>(
                Map.of("all", picture.mood().key(), "accept", picture.accept().key()));
        for (Arrow arrow : picture.arrows()) {
            looks.put(arrow.id(), arrow.look());
        }
        return new Live(picture.layout(), picture.troubled(), picture.texts(), Map.copyOf(looks));
    }

    /**
     * One event.
     *
     * @param before what the reader knows; null where that is nothing
     * @return what is new, or nothing
     */
    byte[] since(@Nullable Live before) {
        if (equals(before)) {
            return new byte[0];
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("layout", layout);
        event.put("troubled", troubled);
        event.put("texts", before == null ? texts : changed(texts, before.texts()));
        event.put("looks", before == null ? looks : changed(looks, before.looks()));
        return ("data: " + JsonMapper.shared().writeValueAsString(event) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> changed(Map<String, String> now, Map<String, String> before) {
        return now.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
