package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.check.PlatformCheck;
import org.shuqiao.mappings.check.PlatformSkeleton;
import org.shuqiao.mappings.platforms.Finding;
import org.shuqiao.mappings.platforms.MappingRefused;
import org.shuqiao.mappings.platforms.MappingWords;
import org.shuqiao.mappings.platforms.PlatformFolder;
import org.shuqiao.mappings.platforms.PlatformLoader;
import org.shuqiao.mappings.platforms.Platforms;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Platforms as folders: make one, and see whether it is right before a gateway reads it. No gateway is asked. */
@Command(
        name = "platforms",
        mixinStandardHelpOptions = true,
        description = "Makes the folder of a platform, or checks one.")
final class PlatformsCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Checks a platform's folder, or every platform in a folder of them: all that the gateway refuses at start,",
                "the sample agreements, and whether each sample record comes through. Prints findings as FILE:LINE: RULE,",
                "in Chinese and English; exit code 1 where there are any."
            })
    int check(@Parameters(paramLabel = "DIR", description = "The platform's folder, or one with many.") Path folder) {
        List<Path> folders = Files.exists(folder.resolve(PlatformLoader.DESCRIPTOR))
                ? List.of(folder.toAbsolutePath().normalize())
                : Platforms.folders(folder.toAbsolutePath().normalize());
        PrintWriter out = spec.commandLine().getOut();
        if (folders.isEmpty()) {
            spec.commandLine().getErr().println("platforms check: no platform in " + folder);
            return ExitCode.SOFTWARE;
        }
        PlatformCheck check = new PlatformCheck(Datasets.load());
        int findings = 0;
        for (Path each : folders) {
            PlatformCheck.Result result = result(check, each);
            for (Finding finding : result.findings()) {
                String file = String.valueOf(each.resolveSibling(finding.file()));
                out.println(file + ":" + finding.line() + ": " + finding.rule() + " " + finding.zh() + " | "
                        + finding.en());
            }
            findings += result.findings().size();
            if (result.findings().isEmpty()) {
                out.println(each.getFileName() + ": ✓ " + result.samples() + " 条样例记录通过 | sample records come through");
            }
        }
        return findings == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static PlatformCheck.Result result(PlatformCheck check, Path folder) {
        try {
            return check.check(PlatformFolder.read(folder));
        } catch (MappingRefused unreadable) {
            return new PlatformCheck.Result(List.of(new MappingWords().finding(unreadable)), 0);
        }
    }

    @Command(
            name = "new",
            mixinStandardHelpOptions = true,
            description = "Makes a commented platform that passes the check. Nothing is overwritten.")
    int create(
            @Mixin HomeOption home,
            @Parameters(paramLabel = "NAME", description = "Id of the platform: small letters, digits, hyphens.")
                    String name,
            @Option(
                            names = "--transport",
                            defaultValue = "http",
                            description = "http (default), http-batch, sftp, exchange-table, jms or offline.")
                    String transport,
            @Option(
                            names = "--in",
                            paramLabel = "DIR",
                            description = "Where its folder goes (default: platforms/ of the home).")
                    @Nullable Path in)
            throws IOException {
        PlatformSkeleton skeleton;
        try {
            skeleton = new PlatformSkeleton(name, transport);
        } catch (IllegalArgumentException unfit) {
            spec.commandLine().getErr().println("platforms new: " + unfit.getMessage());
            return ExitCode.USAGE;
        }
        Path folder = skeleton.writeTo(in == null ? home.path().resolve("platforms") : in);
        spec.commandLine().getOut().println(folder);
        return ExitCode.OK;
    }
}
