package io.labelmint.dr.evidence;

import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Packs that follow one another, each in a folder of its run: what is in them is the same, and their seals are not. */
final class SampleChain {
    private static final Instant BEGIN = Instant.parse("2026-01-01T02:00:00Z");

    private final EvidencePack content;
    private final Path folder;
    private final List<SealedText> entries = new ArrayList<>();
    private boolean vouches = true;

    /** A chain in {@code folder} of packs like {@code content}, which is unsealed. */
    SampleChain(EvidencePack content, Path folder) {
        this.content = content;
        this.folder = folder;
    }

    /** From here on no seal vouches for the signature of the one before, as with what earlier versions sealed. */
    SampleChain withoutVouching() {
        vouches = false;
        return this;
    }

    /** One more run whose seal is signed with {@code signature}, whatever that is. */
    SampleChain runSigned(byte[] signature) throws IOException {
        return run(
                "run-" + (entries.size() + 1),
                Optional.empty(),
                entry -> new SealedText(
                        entry.seal(), Optional.of(SealedText.Signed.of(SampleKey.ONE.publicKey(), signature))));
    }

    /** One more run. */
    SampleChain run() throws IOException {
        return run("run-" + (entries.size() + 1), Optional.empty());
    }

    /** {@code count} more. */
    SampleChain runs(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            run();
        }
        return this;
    }

    /** The run of pack {@code number} again, in its slot: its new pack takes the place of the older one. */
    SampleChain again(int number) throws IOException {
        OperationId run = entries.get(number - 1).seal().run();
        return run(
                run.value(),
                entries.stream()
                        .map(SealedText::seal)
                        .filter(seal -> seal.run().equals(run))
                        .reduce((earlier, later) -> later));
    }

    Path pack(int number) {
        return folder.resolve(entries.get(number - 1).seal().run().value());
    }

    Seal seal(int number) {
        return entries.get(number - 1).seal();
    }

    int length() {
        return entries.size();
    }

    /** Writes what the register of the estate has of it. */
    Path register(Path register) throws IOException {
        Files.createDirectories(register);
        for (SealedText entry : entries) {
            Files.writeString(
                    register.resolve("%08d.json".formatted(entry.seal().sequence())), SampleRun.JSON.canonical(entry));
        }
        return register;
    }

    private SampleChain run(String name, Optional<Seal> replaces) throws IOException {
        return run(name, replaces, UnaryOperator.identity());
    }

    private SampleChain run(String name, Optional<Seal> replaces, UnaryOperator<SealedText> signed) throws IOException {
        Optional<Seal> before = entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.get(entries.size() - 1).seal());
        Instant began = BEGIN.plus(Duration.ofHours(entries.size()));
        Seal seal = new Seal(
                Seal.SCHEMA,
                "labelmint-production",
                RunKind.REAL,
                before.map(some -> some.chainId(SampleRun.JSON)),
                entries.size() + 1L,
                before.map(some -> some.hash(SampleRun.JSON)),
                vouches && !entries.isEmpty() ? entries.get(entries.size() - 1).signatureHash() : Optional.empty(),
                new OperationId(name),
                content.digest(),
                began,
                began.plusSeconds(600),
                began.plusSeconds(601),
                Optional.of(SampleKey.ONE.key()),
                replaces);
        SealedText entry = signed.apply(SampleKey.ONE.seal(seal));
        entries.add(entry);
        for (Map.Entry<String, byte[]> file :
                content.with(entry, SampleRun.JSON).all().entrySet()) {
            Path path = folder.resolve(name).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return this;
    }
}
