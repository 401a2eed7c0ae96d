package org.shuqiao.certs.evidence;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.log.Check;
import org.shuqiao.certs.log.KeptCheckpoint;
import org.shuqiao.certs.log.LogAudit;
import org.shuqiao.certs.log.LogDirectory;
import org.shuqiao.certs.log.LogSite;
import org.shuqiao.certs.log.LogSource;

/** The auditor's program: checks evidence and logs, and needs nothing of a gateway. */
public final class Verify {
    static final int ALL_VALID = 0;
    static final int SOMETHING_INVALID = 1;
    static final int NOT_DONE = 2;

    private static final String USAGE =
            """
            Usage: shuqiao verify [--trust FILE] [--json] FILE...
                   shuqiao verify-log [--trust FILE] [--kept DIR] [--key-file FILE] [--ca FILE] [--json] URL|DIR

              verify       checks evidence of transfers and of messages that came back, or exports of many, offline
              verify-log   derives a transparency log anew and compares it with what it has signed

              --trust FILE      whom to believe (default: trust.json in SHUQIAO_HOME)
              --json            one JSON object a line, for programs
              --kept DIR        checkpoints of the log that you kept: it must not have changed what they cover
              --key-file FILE   API key, to see the leaves of a log that shows them only to some
              --ca FILE         PEM of an authority of HTTPS, believed besides those that Java trusts

            Exit status: 0 all is valid, if only because a payload was provably deleted, 1 something is not, 2 a file could not be read or the command not understood.
            """;

    private final PrintStream out;
    private final PrintStream err;
    private final @Nullable String home;

    /** @param home value of {@code SHUQIAO_HOME}; null where it is not set */
    Verify(PrintStream out, PrintStream err, @Nullable String home) {
        this.out = out;
        this.err = err;
        this.home = home;
    }

    /** Runs one command and ends the process with its status. */
    public static void main(String[] words) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status = new Verify(out, err, System.getenv("SHUQIAO_HOME")).run(List.of(words));
        out.flush();
        System.exit(out.checkError() ? NOT_DONE : status);
    }

    int run(List<String> words) {
        if (words.contains("--help")) {
            out.print(USAGE);
            return ALL_VALID;
        }
        try {
            Arguments arguments = Arguments.parse(words, home);
            Trust trust = trust(Objects.requireNonNull(arguments.trust()));
            Printer printer = arguments.json() ? new JsonPrinter(out) : new TextPrinter(out);
            return arguments.command().equals(Arguments.VERIFY)
                    ? verify(arguments, trust, printer)
                    : verifyLog(arguments, trust, printer);
        } catch (UsageError e) {
            err.println("shuqiao: " + e.getMessage());
            err.print(USAGE);
        } catch (MalformedTrust e) {
            err.println("shuqiao: the trust file cannot be relied on: " + e.getMessage());
        } catch (IOException e) {
            err.println("shuqiao: cannot be read: " + why(e));
        }
        return NOT_DONE;
    }

    private static Trust trust(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Trust.parse(in.readNBytes(Trust.MAX_BYTES + 1));
        }
    }

    private static int verify(Arguments arguments, Trust trust, Printer printer) throws UsageError {
        var verifier = new EvidenceVerifier(trust);
        int status = ALL_VALID;
        for (String operand : arguments.operands()) {
            status = Math.max(status, verify(Arguments.path(operand), verifier, printer));
        }
        return status;
    }

    private static int verify(Path file, EvidenceVerifier verifier, Printer printer) {
        try {
            if (ExportArchive.isExport(file)) {
                return status(new ExportArchive(file, verifier, printer).verify());
            }
            try (InputStream in = Files.newInputStream(file)) {
                Report report = verifier.verify(in.readNBytes(StrictZip.MAX_ARCHIVE_BYTES + 1));
                printer.evidence(file.toString(), report);
                return status(report.verdict().isValid());
            }
        } catch (IOException e) {
            printer.unreadable(file.toString(), why(e));
            return NOT_DONE;
        }
    }

    private static int verifyLog(Arguments arguments, Trust trust, Printer printer) throws UsageError, IOException {
        String name = arguments.operands().get(0);
        Path kept = arguments.kept();
        List<Check> checks = new LogAudit(trust.logs())
                .audit(source(name, arguments), kept == null ? List.of() : KeptCheckpoint.in(kept));
        printer.checks(name, checks);
        return status(Report.of(checks, null).verdict().isValid());
    }

    private static LogSource source(String name, Arguments arguments) throws UsageError, IOException {
        if (!name.startsWith("http:") && !name.startsWith("https:")) {
            return new LogDirectory(Arguments.path(name));
        }
        try {
            List<Path> ca = Optional.ofNullable(arguments.ca()).stream().toList();
            return LogSite.open(URI.create(name), arguments.keyFile(), ca);
        } catch (IllegalArgumentException e) {
            throw new UsageError("no address of a log, or no API key in the key file");
        }
    }

    private static int status(boolean valid) {
        return valid ? ALL_VALID : SOMETHING_INVALID;
    }

    private static String why(IOException e) {
        return (e instanceof NoSuchFileException ? "there is no such file: " : "") + e.getMessage();
    }
}
