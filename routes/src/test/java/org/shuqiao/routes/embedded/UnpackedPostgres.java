package org.shuqiao.routes.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The PostgreSQL programs, unpacked once into the build folder and lent to the homes of all tests. */
public final class UnpackedPostgres {

    private UnpackedPostgres() {}

    static PostgresBinaries shared() throws IOException {
        return PostgresBinaries.unpackedIn(PrivateFiles.createFolders(Path.of("target", "unpacked-postgres")));
    }

    public static void lendTo(Path home) throws IOException {
        Path binaries = shared().folder();
        Path folder = Files.createDirectories(home.resolve("postgres"));
        Files.createSymbolicLink(folder.resolve(binaries.getFileName()), binaries);
    }
}
