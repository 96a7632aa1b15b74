package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.EvidencePack;
import io.labelmint.dr.evidence.Seal;
import io.labelmint.dr.evidence.SealedText;
import io.labelmint.dr.evidence.Signer;
import io.labelmint.dr.ledger.Register;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.run.Engine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Seals the packs of an estate, each after the one before.
 *
 * <p>The register beside the ledgers decides the order: whoever enters the next number first has it, and the other one
 * seals again after that. A pack that has its seal already is not sealed a second time, so that evidence can be made again
 * whenever somebody asks for it; one that was kept unsigned because the key could not be used is.
 */
public final class Sealing {
    /** Where the seals of real runs are; those of rehearsals are beside them. */
    private static final String REHEARSED = "-rehearsed";

    /** Runs of an estate that end at the same moment; more have something else in common. */
    private static final int ATTEMPTS = 20;

    /** Between the clocks of the machines that seal. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final Engine engine;
    private final Estate estate;

    public Sealing(Engine engine, Estate estate) {
        this.engine = engine;
        this.estate = estate;
    }

    /**
     * A pack and how it was sealed.
     *
     * @param pack with its seal, if it has one
     * @param seal hash and number of the seal; empty if it has none
     * @param problem why it has no seal, or no signature although the estate declares a key
     */
    public record Sealed(EvidencePack pack, Optional<SealedText> seal, Optional<Problem> problem) {}

    /** Seals {@code pack}, which is that of {@code evidence}; never fails, because the evidence is kept in any case. */
    public Sealed seal(Evidence evidence, EvidencePack pack) {
        try {
            Register register = register(evidence.kind());
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<Sealed> sealed = attempt(evidence, pack, register);
                if (sealed.isPresent()) {
                    return sealed.get();
                }
            }
            throw Problem.of(
                            "evidence.unsealed",
                            "Others were faster " + ATTEMPTS + " times in a row in sealing evidence in "
                                    + register.where() + ".",
                            "Find out what adds to it all the time, then run the same job again.")
                    .asException();
        } catch (RuntimeException e) { // a register somebody has changed, for one
            return new Sealed(pack, Optional.empty(), Optional.of(unsealed(Trouble.problem(e))));
        }
    }

    /** The register of the seals of {@code kind}. */
    Register register(RunKind kind) {
        return engine.ledgers().register(estate.name() + (kind == RunKind.REHEARSAL ? REHEARSED : ""));
    }

    private Optional<Sealed> attempt(Evidence evidence, EvidencePack pack, Register register) {
        long last = register.last();
        Optional<SealedText> before = Optional.empty();
        Optional<Seal> replaced = Optional.empty();
        for (long number = last; number > 0; number--) {
            SealedText entry = engine.json().read(register.read(number), SealedText.class);
            if (number == last) {
                before = Optional.of(entry);
            }
            if (entry.seal().at().isBefore(evidence.started().minus(CLOCKS_DIFFER))) {
                break; // sealed before the run began: no earlier one is of this run
            }
            if (entry.seal().run().equals(evidence.run())) {
                boolean asDeclared = estate.evidence().signingKey().isEmpty()
                        || entry.signature().isPresent();
                if (entry.seal().pack().equals(pack.digest()) && asDeclared) {
                    return Optional.of(
                            new Sealed(pack.with(entry, engine.json()), Optional.of(entry), Optional.empty()));
                }
                replaced = Optional.of(entry.seal());
                break;
            }
        }
        return enter(evidence, pack, register, before, replaced);
    }

    private Optional<Sealed> enter(
            Evidence evidence,
            EvidencePack pack,
            Register register,
            Optional<SealedText> before,
            Optional<Seal> replaced) {
        Optional<Problem> problem = Optional.empty();
        SealedText entry = new SealedText(seal(evidence, pack, before, replaced, Optional.empty()), Optional.empty());
        Optional<String> declared = estate.evidence().signingKey();
        if (declared.isPresent()) {
            try {
                Signer signer = new KmsSigner(engine.hands(), estate.regions().dr(), declared.get());
                entry = signed(seal(evidence, pack, before, replaced, Optional.of(signer.key())), signer);
            } catch (ProblemException e) {
                problem = Optional.of(unsigned(e.problem()));
            }
        }
        if (!register.enter(entry.seal().sequence(), engine.json().canonical(entry))) {
            return Optional.empty();
        }
        return Optional.of(new Sealed(pack.with(entry, engine.json()), Optional.of(entry), problem));
    }

    private SealedText signed(Seal seal, Signer signer) {
        byte[] text = engine.json().canonical(seal).getBytes(StandardCharsets.UTF_8);
        return new SealedText(seal, Optional.of(SealedText.Signed.of(signer.publicKey(), signer.sign(text))));
    }

    private Seal seal(
            Evidence evidence,
            EvidencePack pack,
            Optional<SealedText> last,
            Optional<Seal> replaced,
            Optional<Seal.Key> key) {
        Optional<Seal> before = last.map(SealedText::seal);
        return new Seal(
                Seal.SCHEMA,
                estate.name(),
                evidence.kind().chain(),
                before.map(seal -> seal.chainId(engine.json())),
                before.map(Seal::sequence).orElse(0L) + 1,
                before.map(seal -> seal.hash(engine.json())),
                // Held against its seal before anybody vouches for it.
                last.filter(entry -> entry.holds(engine.json())).flatMap(SealedText::signatureHash),
                evidence.run(),
                pack.digest(),
                evidence.started(),
                evidence.ended(),
                engine.timeline().now(),
                key,
                replaced);
    }

    private static Problem unsealed(Problem why) {
        return Problem.of(
                "evidence.unsealed",
                "The evidence is kept without a seal, in no chain: " + why.summary(),
                why.remedy() + " Then run the same job again, or resume the run: that seals it.");
    }

    private static Problem unsigned(Problem why) {
        return Problem.of(
                "evidence.unsigned",
                "The evidence is in the chain, but not signed: " + why.summary(),
                why.remedy() + " Then run the same job again, or resume the run: that signs it.");
    }
}
