package org.shuqiao.mappings.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.PlatformLoader;

/** A platform to begin with: commented, and right as it is. */
public final class PlatformSkeleton {

    private static final int ID_MAX_CHARS = 40;
    private static final String SCHEMAS = "platforms/";

    /** Ways to reach a platform, by the channel that agreements name. */
    private static final Map<String, String> CHANNELS = Map.of(
            "http", "api",
            "http-batch", "api",
            "sftp", "sftp",
            "exchange-table", "frontdb",
            "jms", "api",
            "offline", "offline");

    private final String id;
    private final String transport;

    /** @throws IllegalArgumentException for a name or a transport that there cannot be */
    public PlatformSkeleton(String id, String transport) {
        if (id.length() > ID_MAX_CHARS || !isId(id)) {
            throw new IllegalArgumentException("a platform is named by small letters, digits and hyphens");
        }
        if (!CHANNELS.containsKey(transport)) {
            throw new IllegalArgumentException("there is no transport " + transport);
        }
        this.id = id;
        this.transport = transport;
    }

    private static boolean isId(String id) {
        return !id.isEmpty()
                && id.charAt(0) >= 'a'
                && id.charAt(0) <= 'z'
                && id.chars().allMatch(c -> c == '-' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
    }

    public static List<String> transports() {
        return CHANNELS.keySet().stream().sorted().toList();
    }

    /**
     * Writes the folder, and beside it the schemas that editors complete by, where they are not there yet.
     *
     * @return the folder
     * @throws FileAlreadyExistsException if there is anything under this name; nothing is overwritten
     */
    public Path writeTo(Path platforms) throws IOException {
        Files.createDirectories(platforms);
        Path folder = Files.createDirectory(platforms.resolve(id));
        for (Map.Entry<String, String> file : files().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardOpenOption.CREATE_NEW);
        }
        for (String schema : List.of("descriptor.schema.json", "mapping.schema.json")) {
            if (Files.notExists(platforms.resolve(schema))) {
                Files.write(
                        platforms.resolve(schema), Resources.bytes(SCHEMAS + schema), StandardOpenOption.CREATE_NEW);
            }
        }
        return folder;
    }

    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (String name :
                List.of(PlatformLoader.DESCRIPTOR, PlatformLoader.mappingFile("activity"), PlatformLoader.AGREEMENT)) {
            files.put(
                    name,
                    text(name)
                            .replace("@transport@", text(transport + ".yaml"))
                            .replace("@channel@", String.valueOf(CHANNELS.get(transport)))
                            .replace("@id@", id));
        }
        return files;
    }

    private static String text(String name) {
        return new String(Resources.bytes("skeleton/" + name), StandardCharsets.UTF_8);
    }
}
