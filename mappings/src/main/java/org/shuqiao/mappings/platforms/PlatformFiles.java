package org.shuqiao.mappings.platforms;

import java.util.Optional;

/** The files of one platform, wherever they are. */
public interface PlatformFiles {

    /** Name of the folder, which is the platform's id. */
    String id();

    /** A file of the folder; empty if there is none of this name. */
    Optional<byte[]> find(String name);

    /** How refusals call a file. */
    default String path(String name) {
        return id() + "/" + name;
    }

    /** @throws MappingRefused FILE_MISSING */
    default byte[] read(String name) {
        return find(name)
                .orElseThrow(() -> new MappingRefused(MappingRefused.Reason.FILE_MISSING, name).at(path(name), 1));
    }

    /** @throws MappingRefused FILE_MISSING, or for anything but one YAML document */
    default YamlFile yaml(String name) {
        return YamlFile.read(path(name), read(name));
    }
}
