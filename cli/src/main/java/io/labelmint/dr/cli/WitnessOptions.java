package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.evidence.ChainVerification.Witnesses;
import io.labelmint.dr.evidence.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What evidence is held against, beside itself. */
final class WitnessOptions {
    @Option(
            names = "--key",
            paramLabel = "PEM",
            description = "The estate's public key: every pack must be signed with it. Without it a signature is held"
                    + " against the key that lies beside it, which proves no more than that the two belong together.")
    Optional<Path> key = Optional.empty();

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "Hash of the seal that the last run printed: a chain must end with it.")
    Optional<String> head = Optional.empty();

    @Option(
            names = "--register",
            paramLabel = "FOLDER",
            description =
                    "The estate's register of seals, evidence/ESTATE beside its ledgers or a copy from the bucket:"
                            + " every pack must be in it, and every pack in it be here.")
    Optional<Path> register = Optional.empty();

    Witnesses witnesses() {
        return new Witnesses(publicKey(), head, register);
    }

    Optional<byte[]> publicKey() {
        return key.map(WitnessOptions::read);
    }

    private static byte[] read(Path file) {
        Optional<byte[]> key;
        try {
            key = Pem.key(Files.readString(file));
        } catch (IOException e) {
            key = Optional.empty();
        }
        return key.orElseThrow(() -> Problem.of(
                        "evidence.no-key",
                        file + " is not a public key.",
                        "Name a file that begins with -----BEGIN PUBLIC KEY-----, as `aws kms get-public-key` answers"
                                + " and seal.pem beside the evidence is; but take it from a place of your own.")
                .asException());
    }
}
