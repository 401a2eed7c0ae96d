package org.shuqiao.routes.agreements;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Sm3;

/**
 * The officers who may attest that a party signed on paper, each by the one certificate that is named here. Immutable; with none,
 * paper is not taken.
 */
public final class Attestors {
    private static final String PEM = ".pem";

    private final Set<String> certificates;

    private Attestors(Set<String> certificates) {
        this.certificates = Set.copyOf(certificates);
    }

    /** Nobody may attest. */
    public static Attestors none() {
        return new Attestors(Set.of());
    }

    /** @param chains of officers, leaf first; only the leaf counts */
    public static Attestors of(List<CertificateChain> chains) {
        Set<String> certificates = new HashSet<>();
        chains.forEach(chain -> certificates.add(Sm3.hex(chain.leafDer())));
        return new Attestors(certificates);
    }

    /**
     * Reads the certificates of officers.
     *
     * @param places PEM files, the officer's certificate first, or folders of such files ({@code *.pem})
     * @throws IOException if a place cannot be read
     * @throws CertificateRefused if a file holds something else
     */
    public static Attestors load(List<Path> places) throws IOException, CertificateRefused {
        List<CertificateChain> chains = new ArrayList<>();
        for (Path place : places) {
            for (Path file : files(place)) {
                chains.add(CertificateChain.parse(Files.readAllBytes(file)));
            }
        }
        return of(chains);
    }

    private static List<Path> files(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().endsWith(PEM))
                    .sorted()
                    .toList();
        }
    }

    boolean isEmpty() {
        return certificates.isEmpty();
    }

    boolean holds(CertificateChain chain) {
        return certificates.contains(Sm3.hex(chain.leafDer()));
    }
}
