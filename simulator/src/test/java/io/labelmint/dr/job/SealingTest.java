package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.evidence.ChainVerification;
import io.labelmint.dr.evidence.ChainVerification.Witnesses;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.EvidenceVerification;
import io.labelmint.dr.evidence.Seal;
import io.labelmint.dr.evidence.SealedText;
import io.labelmint.dr.job.Sealing.Sealed;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.Register;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kms.KmsClient;

/** Runs of an estate seal their evidence one after the other, whatever ends at the same time and whatever the key does. */
final class SealingTest {
    private final Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 1);

    @TempDir
    private Path folder;

    @Test
    void eachRunsPackFollowsTheOneBeforeSignedWithTheEstatesKey() {
        Sealed first = trial.sealed(check("build 1"));
        trial.pass(Duration.ofMinutes(5));
        Sealed second = trial.sealed(check("build 2"));

        Seal one = seal(first);
        assertThat(one.sequence()).isEqualTo(1);
        assertThat(one.key().orElseThrow().name())
                .isEqualTo(trial.estate.evidence().signingKey().orElseThrow());
        assertThat(seal(second).previous()).contains(one.hash(Trial.JSON));
        Path packs = folder.resolve("packs");
        first.pack().writeTo(packs);
        Path written = second.pack().writeTo(packs);
        byte[] key = publicKey();
        assertThat(new EvidenceVerification(Trial.JSON, Version.CURRENT)
                        .verify(written, key)
                        .conclusion())
                .isEqualTo("intact, signed");
        var chain = new ChainVerification(Trial.JSON)
                .verify(
                        packs,
                        new Witnesses(Optional.of(key), Optional.of(seal(second).hash(Trial.JSON)), Optional.empty()));
        assertThat(chain.flaws()).isEmpty();
    }

    @Test
    void evidenceThatIsMadeAgainHasTheSealItHad() {
        Evidence evidence = check("build 1");
        Sealed before = trial.sealed(evidence);
        trial.pass(Duration.ofMinutes(5));
        trial.sealed(check("build 2"));

        Sealed again = trial.sealed(evidence);
        assertThat(again.seal()).isEqualTo(before.seal());
        assertThat(again.pack().digest()).isEqualTo(before.pack().digest());
    }

    @Test
    void aRunThatIsRunAgainInItsSlotReplacesItsPack() {
        Job backup = new Job(Job.Type.BACKUP, new TreeSet<>(List.of("orders-db")));
        kms().disableKey(request ->
                request.keyId(trial.estate.evidence().signingKey().orElseThrow()));
        Evidence evidence = trial.fresh(backup);
        Sealed unsigned = trial.sealed(evidence);
        kms().enableKey(request ->
                request.keyId(trial.estate.evidence().signingKey().orElseThrow()));

        Sealed signed = trial.sealed(evidence);

        assertThat(unsigned.problem().orElseThrow().code()).isEqualTo("evidence.unsigned");
        assertThat(unsigned.problem().orElseThrow().summary())
                .contains("in the chain, but not signed", "KMS key arn:aws:kms");
        assertThat(unsigned.seal().orElseThrow().signature()).isEmpty();
        assertThat(signed.problem()).isEmpty();
        assertThat(seal(signed).replaces()).contains(seal(unsigned));
        assertThat(seal(signed).sequence()).isEqualTo(2);
        signed.pack().writeTo(folder);
        assertThat(new ChainVerification(Trial.JSON)
                        .verify(folder, Witnesses.NONE)
                        .flaws())
                .isEmpty();
    }

    @Test
    void ofRunsThatEndAtOnceEachGetsANumberOfItsOwn() throws Exception {
        int runs = 8;
        List<Evidence> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            all.add(check("build " + i));
        }
        // Files, because these are what processes of one machine share; a bucket has a test of its own.
        List<Callable<Sealed>> ends = new ArrayList<>();
        for (Evidence evidence : all) {
            FileLedgers own = new FileLedgers(folder.resolve("state"), trial.timeline, Trial.JSON);
            ends.add(() -> trial.sealed(evidence, trial.ledgers, own));
        }
        ExecutorService processes = Executors.newFixedThreadPool(runs);
        try {
            for (Future<Sealed> sealed : processes.invokeAll(ends)) {
                sealed.get().pack().writeTo(folder.resolve("packs"));
            }
        } finally {
            processes.shutdown();
        }
        var result = new ChainVerification(Trial.JSON).verify(folder.resolve("packs"), Witnesses.NONE);
        assertThat(result.flaws()).isEmpty();
        assertThat(result.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.last()).isEqualTo(runs));
    }

    @Test
    void withoutItsRegisterAPackIsKeptUnsealedAndSaysSo() throws IOException {
        Evidence evidence = check("build 1");
        // A file where the folder of the register would be.
        Path state = java.nio.file.Files.createDirectories(folder.resolve("state"));
        java.nio.file.Files.writeString(state.resolve("evidence"), "in the way");

        Sealed sealed = trial.sealed(evidence, trial.ledgers, new FileLedgers(state, trial.timeline, Trial.JSON));

        assertThat(sealed.problem().orElseThrow().code()).isEqualTo("evidence.unsealed");
        Path pack = sealed.pack().writeTo(folder.resolve("packs"));
        assertThat(new EvidenceVerification(Trial.JSON, Version.CURRENT)
                        .verify(pack)
                        .flaws())
                .extracting(flaw -> flaw.file())
                .containsExactly("seal.json");
    }

    @Test
    void whatTheRegisterKeepsIsWhatThePackSays() {
        Sealed sealed = trial.sealed(check("build 1"));
        Register register = trial.ledgers.register(trial.estate.name() + "-rehearsed");
        assertThat(register.last()).isEqualTo(1);
        assertThat(Trial.JSON.read(register.read(1), SealedText.class))
                .isEqualTo(sealed.seal().orElseThrow());
        assertThat(register.enter(1, "another")).isFalse();
    }

    private Evidence check(String token) {
        return trial.fresh(new Job(Job.Type.CHECK, new TreeSet<>(List.of("orders-db"))).requestedAs(token));
    }

    private KmsClient kms() {
        return trial.world.client(KmsClient.class, trial.estate.regions().dr());
    }

    private byte[] publicKey() {
        return kms().getPublicKey(request ->
                        request.keyId(trial.estate.evidence().signingKey().orElseThrow()))
                .publicKey()
                .asByteArray();
    }

    private static Seal seal(Sealed sealed) {
        return sealed.seal().orElseThrow().seal();
    }
}
