package org.shuqiao.mappings.platforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A platform that comes with a jar: {@code platforms/<id>/}. */
record ClassPathFiles(String id) implements PlatformFiles {

    @Override
    public Optional<byte[]> find(String name) {
        try (InputStream in =
                ClassPathFiles.class.getClassLoader().getResourceAsStream("platforms/" + id + "/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
