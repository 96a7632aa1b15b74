package io.labelmint.dr.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.evidence.EvidenceVerification.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a seal and its signature say of one pack, to somebody who has the pack and perhaps the key. */
class SealTest {
    private final EvidenceVerification verification = new EvidenceVerification(SampleRun.JSON, SampleRun.VERSION);

    @TempDir
    private Path folder;

    private Path pack;

    @BeforeEach
    void write() {
        pack = SampleRun.small(folder.resolve("ledgers")).pack().writeTo(folder.resolve("evidence"));
    }

    @Test
    void aSignatureProvesWhoseItIsOnlyAgainstAKeyOneHas() {
        assertThat(verification.verify(pack).conclusion()).isEqualTo("intact, signed with the key it brings along");
        assertThat(verification.verify(pack, SampleKey.ONE.publicKey()).conclusion())
                .isEqualTo("intact, signed");
        byte[] another = new SampleKey(SigningAlgorithm.ECDSA_SHA_256).publicKey();
        assertThat(verification.verify(pack, another).conclusion()).isEqualTo("not intact");
    }

    @Test
    void aPackMadeAnewAndSignedWithAnotherKeyIsFoundByTheKeyAlone() {
        SampleKey thief = new SampleKey(SigningAlgorithm.ECDSA_SHA_256);
        SampleRun run = SampleRun.small(folder.resolve("forged"));
        EvidencePack forged = run.unsealed();
        Seal true_ = verification.verify(pack).seal().orElseThrow();
        Seal seal = new Seal(
                true_.schema(),
                true_.estate(),
                true_.kind(),
                true_.chain(),
                true_.sequence(),
                true_.previous(),
                true_.previousSignature(),
                true_.run(),
                forged.digest(),
                true_.began(),
                true_.ended(),
                true_.at(),
                Optional.of(thief.key()),
                Optional.empty());
        Path there = forged.with(thief.seal(seal), SampleRun.JSON).writeTo(folder.resolve("other"));

        assertThat(verification.verify(there).intact()).isTrue();
        Verification pinned = verification.verify(there, SampleKey.ONE.publicKey());
        assertThat(pinned.flaws())
                .singleElement()
                .satisfies(flaw -> assertThat(flaw.what())
                        .contains("signed with the key " + thief.key().fingerprint()));
    }

    @Test
    void aStrippedSignatureAndAStrippedSealAreFoundWithoutAnyKey() throws IOException {
        Files.delete(pack.resolve("seal.sig"));
        Files.delete(pack.resolve("seal.pem"));
        assertThat(verification.verify(pack).flaws())
                .extracting(Flaw::file)
                .containsExactlyInAnyOrder("seal.pem", "seal.sig");
        Files.delete(pack.resolve("seal.json"));
        assertThat(verification.verify(pack).flaws())
                .extracting(Flaw::toString)
                .singleElement()
                .asString()
                .startsWith("seal.json: it is missing: it was taken away, or the run could not be sealed");
    }

    @Test
    void everyChangedByteOfTheSealIsFound() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String name : SealReading.FILES) {
            files.put(name, Files.readAllBytes(pack.resolve(name)));
        }
        Optional<String> digest = verification.verify(pack).digest();
        assertThat(SealReading.of(files, digest, Optional.empty(), SampleRun.JSON)
                        .signed())
                .isTrue();
        int tried = 0;
        for (String name : files.keySet()) {
            byte[] content = files.get(name);
            for (int i = 0; i < content.length; i++) {
                byte kept = content[i];
                // Every value where the form of a signature begins and a decoder might be lenient; elsewhere one bit
                // each.
                boolean form = name.equals(Seal.SIGNATURE) && i < 6;
                for (int change = form ? 1 : 1 << (i % 7); change < 256; change += form ? 1 : 256) {
                    content[i] = (byte) (kept ^ change);
                    SealReading reading = SealReading.of(files, digest, Optional.empty(), SampleRun.JSON);
                    assertThat(reading.flaws())
                            .as("%s, byte %d, change %d", name, i, change)
                            .extracting(Flaw::file)
                            .contains(name);
                    assertThat(reading.signed()).isFalse();
                    tried++;
                }
                content[i] = kept;
            }
        }
        assertThat(tried).isGreaterThan(2_000);
    }

    @Test
    void keysOfRsaSignToo() {
        SampleKey rsa = new SampleKey(SigningAlgorithm.RSASSA_PSS_SHA_256);
        byte[] text = "a seal".getBytes(StandardCharsets.UTF_8);
        byte[] signature = rsa.sign(text);
        assertThat(SigningAlgorithm.RSASSA_PSS_SHA_256.verifies(rsa.publicKey(), text, signature))
                .isTrue();
        text[0]++;
        assertThat(SigningAlgorithm.RSASSA_PSS_SHA_256.verifies(rsa.publicKey(), text, signature))
                .isFalse();
        assertThat(SigningAlgorithm.ECDSA_SHA_256.verifies(rsa.publicKey(), text, signature))
                .isFalse();
    }

    @Test
    void keysAreReadHoweverTheirLinesAreBroken() {
        byte[] der = SampleKey.ONE.publicKey();
        String text = Pem.text(der);
        assertThat(Pem.key(text)).contains(der);
        assertThat(Pem.key(text.replace("\n", "\r\n"))).contains(der);
        assertThat(Pem.key(text.replace("PUBLIC", "PRIVATE"))).isEmpty();
        assertThat(Pem.key("")).isEmpty();
    }
}
