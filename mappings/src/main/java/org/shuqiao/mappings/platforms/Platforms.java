package org.shuqiao.mappings.platforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;

/** The platforms this gateway can write for. */
public final class Platforms {

    private static final String INDEX = "platforms/index.json";
    private static final int FOLDERS = 100;

    private final Map<String, Platform> platforms = new LinkedHashMap<>();

    private Platforms() {}

    /**
     * Loads every platform named in any {@code platforms/index.json} on the class path (each jar may bring its own).
     *
     * @throws MappingRefused for the first descriptor or mapping that is wrong; nothing starts with one in doubt
     */
    public static Platforms load(Datasets datasets) {
        PlatformLoader loader = new PlatformLoader(datasets);
        Platforms loaded = new Platforms();
        try {
            for (URL index : Collections.list(Platforms.class.getClassLoader().getResources(INDEX))) {
                try (InputStream in = index.openStream()) {
                    for (JsonNode id : Resources.JSON.readTree(in)) {
                        loaded.add(loader.load(new ClassPathFiles(id.stringValue())));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return loaded;
    }

    /**
     * As {@link #load(Datasets)}, with the platforms of a home: each folder in it is one, and takes the place of one of the same name.
     *
     * @param home need not be there
     */
    public static Platforms load(Datasets datasets, Path home) {
        Platforms loaded = load(datasets);
        PlatformLoader loader = new PlatformLoader(datasets);
        for (Path folder : folders(home)) {
            Platform platform = loader.load(PlatformFolder.read(folder));
            loaded.platforms.put(platform.id(), platform);
        }
        return loaded;
    }

    /**
     * The folders of a home's platforms, in order; none if there is no home. Hidden ones are let lie.
     *
     * @throws MappingRefused FILE_TOO_LONG for more than there is a use for
     */
    public static List<Path> folders(Path home) {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(home)) {
            List<Path> folders = listed.filter(Files::isDirectory)
                    .filter(folder -> !String.valueOf(folder.getFileName()).startsWith("."))
                    .limit(FOLDERS + 1L)
                    .sorted()
                    .toList();
            if (folders.size() > FOLDERS) {
                throw new MappingRefused(MappingRefused.Reason.FILE_TOO_LONG, "").at("platforms", 0);
            }
            return folders;
        } catch (IOException unreadable) {
            throw new MappingRefused(MappingRefused.Reason.FILE_MISSING, "platforms").at("platforms", 0);
        }
    }

    private void add(Platform platform) {
        if (platforms.put(platform.id(), platform) != null) {
            throw new IllegalStateException("platform " + platform.id() + " is there twice");
        }
    }

    /**
     * @param yaml a descriptor; JSON is YAML
     * @throws MappingRefused for anything but a descriptor whose parts fit together
     */
    static PlatformDescriptor descriptor(byte[] yaml) {
        return PlatformLoader.descriptor(YamlFile.read(PlatformLoader.DESCRIPTOR, yaml));
    }

    public Optional<Platform> find(String id) {
        return Optional.ofNullable(platforms.get(id));
    }

    public Collection<Platform> all() {
        return Collections.unmodifiableCollection(platforms.values());
    }
}
