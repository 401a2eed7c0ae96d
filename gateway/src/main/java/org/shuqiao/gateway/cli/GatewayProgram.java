package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/** How to start this same program once more. */
final class GatewayProgram {
    private GatewayProgram() {}

    /**
     * Returns the arguments of {@code java} up to the command: the jar in {@code shuqiao.gateway.jar} where the setting is there, else
     * what this process was started from.
     */
    static List<String> javaArguments() throws IOException {
        String jar = System.getProperty("shuqiao.gateway.jar");
        if (jar != null) {
            return List.of("-Dfile.encoding=UTF-8", "-jar", jar);
        }
        String classPath = System.getProperty("java.class.path");
        return isApplicationJar(classPath)
                ? List.of("-Dfile.encoding=UTF-8", "-jar", classPath)
                : List.of("-Dfile.encoding=UTF-8", "-cp", classPath, Shuqiao.class.getName());
    }

    /** Spring Boot's own jar has its libraries inside, where only its launcher finds them. */
    private static boolean isApplicationJar(String classPath) throws IOException {
        if (!classPath.endsWith(".jar") || classPath.contains(System.getProperty("path.separator"))) {
            return false;
        }
        try (var jar = new JarFile(Path.of(classPath).toFile())) {
            var manifest = jar.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue("Start-Class") != null;
        }
    }
}
