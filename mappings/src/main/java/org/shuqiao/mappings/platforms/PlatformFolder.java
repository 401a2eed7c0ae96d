package org.shuqiao.mappings.platforms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;

/**
 * A platform's folder as it was at one moment: its files are read once, into memory, so that what is checked is what is used. Bounded,
 * and nothing outside the folder is read.
 */
public final class PlatformFolder implements PlatformFiles {

    /** More than the largest platform has. */
    static final int FILES = 100;

    private final String id;
    private final Map<String, byte[]> files;

    private PlatformFolder(String id, Map<String, byte[]> files) {
        this.id = id;
        this.files = files;
    }

    /**
     * Reads descriptor, mappings and sample agreements; other files are let lie.
     *
     * @throws MappingRefused FILE_TOO_LONG for too many files or too long ones, FILE_OUTSIDE for a link that leads out of the folder,
     *     FILE_MISSING for what cannot be read
     */
    public static PlatformFolder read(Path folder) {
        String id = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> listed = Files.list(folder)) {
            Path inside = folder.toRealPath();
            for (Path file :
                    listed.filter(PlatformFolder::isOurs).limit(FILES + 1L).toList()) {
                String name = String.valueOf(file.getFileName());
                if (files.size() == FILES) {
                    throw new MappingRefused(Reason.FILE_TOO_LONG, name).at(id, 0);
                }
                files.put(name, bytes(id + "/" + name, file, inside));
            }
        } catch (IOException unreadable) {
            // Its text names places of this machine.
            throw new MappingRefused(Reason.FILE_MISSING, id).at(id, 0);
        }
        return new PlatformFolder(id, Collections.unmodifiableMap(files));
    }

    private static boolean isOurs(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(PlatformLoader.MAPPING)
                || name.equals(PlatformLoader.DESCRIPTOR)
                || name.equals(PlatformLoader.AGREEMENT)
                || name.equals(PlatformLoader.INBOUND_AGREEMENT);
    }

    private static byte[] bytes(String name, Path file, Path inside) throws IOException {
        Path real = file.toRealPath();
        if (!real.startsWith(inside) || !Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
            throw new MappingRefused(Reason.FILE_OUTSIDE, name).at(name, 1);
        }
        try (InputStream in = Files.newInputStream(real)) {
            byte[] bytes = in.readNBytes(YamlFile.BYTES + 1);
            if (bytes.length > YamlFile.BYTES) {
                throw new MappingRefused(Reason.FILE_TOO_LONG, name).at(name, 1);
            }
            return bytes;
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<byte[]> find(String name) {
        return Optional.ofNullable(files.get(name)).map(byte[]::clone);
    }

    /** Names of its files, in order. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** Whether another folder says the same, byte for byte. */
    public boolean isSameAs(PlatformFolder other) {
        return id.equals(other.id) && ByteBuffer.wrap(content()).equals(ByteBuffer.wrap(other.content()));
    }

    /** All its files in one, each with its name and length, so that no two folders have the same. To be hashed. */
    public byte[] content() {
        int length = files.entrySet().stream()
                .mapToInt(file -> 2 * Integer.BYTES
                        + file.getKey().getBytes(StandardCharsets.UTF_8).length
                        + file.getValue().length)
                .sum();
        ByteBuffer content = ByteBuffer.allocate(length);
        files.forEach((name, bytes) -> {
            byte[] written = name.getBytes(StandardCharsets.UTF_8);
            content.putInt(written.length).put(written).putInt(bytes.length).put(bytes);
        });
        return content.array();
    }
}
