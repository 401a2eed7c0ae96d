package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Agreements: name the parties' certificates, let each party sign where its key is or on paper, import, and put in force as another
 * officer.
 */
@Command(
        name = "agreement",
        mixinStandardHelpOptions = true,
        subcommands = OdrlCommand.class,
        description =
                "Signs and imports agreements: parties, sign (each party; or attest, twice), import, then activate by another officer.")
final class AgreementCommand {
    private static final String FILE = "The agreement (profile cdg-1, JSON).";
    private static final String ID = "The agreement's id.";
    private static final String VERSION = "Its version.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "parties",
            mixinStandardHelpOptions = true,
            description =
                    "Writes the certificates of the parties into the file, and removes signatures that were there. A"
                            + " party without a chain signs on paper.")
    int parties(
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Option(names = "--provider-chain", description = "The provider's certificates (PEM).") @Nullable Path provider,
            @Option(names = "--consumer-chain", description = "The consumer's certificates (PEM).") @Nullable Path consumer)
            throws IOException {
        AgreementDraft draft = AgreementDraft.parse(Files.readAllBytes(file));
        Files.write(
                file,
                draft.between(provider == null ? null : chain(provider), consumer == null ? null : chain(consumer))
                        .bytes());
        return ExitCode.OK;
    }

    @Command(
            name = "sign",
            mixinStandardHelpOptions = true,
            description =
                    "Adds one party's SM2 signature to the file. What both sign names both certificates: parties first.")
    int sign(
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Option(names = "--party", required = true, description = "Who signs: ${COMPLETION-CANDIDATES}.")
                    Party party,
            @Option(names = "--key", required = true, description = "The party's private key (PKCS#8, PEM).") Path key,
            @Option(names = "--chain", required = true, description = "Its certificates (PEM), leaf first.") Path chain)
            throws IOException {
        AgreementDraft draft = AgreementDraft.parse(Files.readAllBytes(file));
        SigningKey signingKey = SigningKey.load(key, chain);
        Files.write(file, draft.signedBy(party, signingKey, new SecureRandom()).bytes());
        return ExitCode.OK;
    }

    @Command(
            name = "attest",
            mixinStandardHelpOptions = true,
            description =
                    "Adds that an officer has seen one party's signature on paper: once for each of two officers.")
    int attest(
            @Parameters(paramLabel = "FILE", description = FILE) Path file,
            @Option(names = "--party", required = true, description = "Who signed: ${COMPLETION-CANDIDATES}.")
                    Party party,
            @Option(names = "--scan", required = true, description = "The scanned paper; its SM3 is attested.")
                    Path scan,
            @Option(names = "--signed-on", required = true, description = "The date under it (2026-01-10).")
                    LocalDate signedOn,
            @Option(names = "--key", required = true, description = "The officer's private key (PKCS#8, PEM).")
                    Path key,
            @Option(names = "--chain", required = true, description = "Its certificates (PEM), leaf first.") Path chain)
            throws IOException {
        AgreementDraft draft = AgreementDraft.parse(Files.readAllBytes(file));
        SigningKey officer = SigningKey.load(key, chain);
        String hash = Sm3.hex(Files.readAllBytes(scan));
        Files.write(
                file,
                draft.attestedBy(party, hash, signedOn, officer, new SecureRandom())
                        .bytes());
        return ExitCode.OK;
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Hands in an agreement with an officer's key, and prints its id, version and status:",
                "COUNTERSIGNED where both parties have signed it, else DRAFT."
            })
    int importFile(@Mixin GatewayAccess access, @Parameters(paramLabel = "FILE", description = FILE) Path file)
            throws IOException, InterruptedException {
        AgreementSummary brought = access.client().importAgreement(Files.readAllBytes(file));
        spec.commandLine().getOut().println(brought.id() + " " + brought.version() + " " + brought.status());
        return ExitCode.OK;
    }

    @Command(
            name = "propose",
            mixinStandardHelpOptions = true,
            description = "Proposes a draft: its content stands from now on, signatures may be added.")
    int propose(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Parameters(paramLabel = "VERSION", description = VERSION) int version)
            throws IOException, InterruptedException {
        access.client().proposeAgreement(id, version);
        return ExitCode.OK;
    }

    @Command(
            name = "countersign",
            mixinStandardHelpOptions = true,
            description = "Hands in the proposed document with the signatures of both parties.")
    int countersign(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Parameters(paramLabel = "VERSION", description = VERSION) int version,
            @Parameters(paramLabel = "FILE", description = FILE) Path file)
            throws IOException, InterruptedException {
        access.client().countersignAgreement(id, version, Files.readAllBytes(file));
        return ExitCode.OK;
    }

    @Command(
            name = "activate",
            mixinStandardHelpOptions = true,
            description = "Puts a countersigned version in force, with the key of another officer than who brought it.")
    int activate(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Parameters(paramLabel = "VERSION", description = VERSION) int version)
            throws IOException, InterruptedException {
        access.client().activateAgreement(id, version);
        return ExitCode.OK;
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Gives up a version that is not in force yet; its document is deleted.")
    int withdraw(
            @Mixin GatewayAccess access,
            @Parameters(paramLabel = "ID", description = ID) String id,
            @Parameters(paramLabel = "VERSION", description = VERSION) int version,
            @Option(names = "--reason", required = true, description = "Why.") String reason)
            throws IOException, InterruptedException {
        access.client().withdrawAgreement(id, version, reason);
        return ExitCode.OK;
    }

    private static CertificateChain chain(Path file) throws IOException {
        try {
            return CertificateChain.parse(Files.readAllBytes(file));
        } catch (CertificateRefused e) {
            throw new DraftRefused("no certificate chain in " + file);
        }
    }
}
