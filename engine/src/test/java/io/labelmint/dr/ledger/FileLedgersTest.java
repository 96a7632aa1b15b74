package io.labelmint.dr.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class FileLedgersTest extends LedgersContract {
    @TempDir
    Path temp;

    @Override
    FileLedgers ledgers() {
        return new FileLedgers(folder(), timeline, JSON); // a new one each time, as in each process
    }

    private Path folder() {
        return temp.resolve("state/ledgers");
    }

    private Path file() {
        return folder().resolve(OPERATION + ".jsonl");
    }

    /** The end is told by the last line of a file nobody wrote to since; a tail somebody cut off, or left, is no end. */
    @Test
    void aClosedLedgerIsKnownByItsEndAndNoOtherIs() throws IOException {
        three(ledgers());
        Path file = file();
        assertThat(closed(file, Duration.ofSeconds(3))).isTrue();
        assertThat(closed(file, Duration.ofHours(1))).as("edited later").isFalse();

        String whole = Files.readString(file);
        for (int end = whole.length() - 1; end >= 0; end--) {
            Files.writeString(file, whole.substring(0, end));
            assertThat(closed(file, Duration.ZERO)).as("cut at %s", end).isFalse();
        }
        Files.writeString(file, whole + "torn");
        assertThat(closed(file, Duration.ZERO)).isFalse();
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(closed(file, Duration.ZERO)).isFalse();
    }

    /** Whether it is known to be, if the file system says that it was written so long after its end. */
    private boolean closed(Path file, Duration later) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(timeline.now().plus(later)));
        return ledgers().closed(Bygone.NONE).get(OPERATION);
    }

    @Test
    void aTailTornAtAnyByteIsCutOffAndTheRestKept() throws IOException {
        History whole = three(ledgers());
        byte[] content = Files.readAllBytes(file());
        int lastLine =
                new String(content, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf('\n', content.length - 2)
                        + 1;
        for (int length = lastLine; length < content.length; length++) {
            Files.write(file(), Arrays.copyOf(content, length));
            assertThat(ledgers().read(OPERATION).orElseThrow().entries())
                    .as("cut at " + length)
                    .isEqualTo(whole.entries().subList(0, 2));
            try (Ledger ledger = ledgers().open(OPERATION, "me")) {
                ledger.append(new Fact.Closed(true));
            }
            assertThat(Files.readAllBytes(file())).as("cut at " + length).isEqualTo(content);
        }
    }

    @Test
    void aLedgerThatWasTamperedWithIsRefusedAndNotRepaired() throws IOException {
        three(ledgers());
        String tampered = Files.readString(file()).replace("somebody else", "somebody elsé");
        Files.writeString(file(), tampered);

        assertProblem("ledger.broken", () -> ledgers().open(OPERATION, "me"));
        assertProblem("ledger.broken", () -> ledgers().read(OPERATION));
        assertThat(Files.readString(file())).isEqualTo(tampered);
    }

    @Test
    void whatCannotBeWrittenIsAProblem() throws IOException {
        Path plain = Files.writeString(temp.resolve("a-file"), "");
        FileLedgers impossible = new FileLedgers(plain.resolve("ledgers"), timeline, JSON);

        assertProblem("ledger.unwritable", () -> impossible.open(OPERATION, "me"));
        Files.createDirectories(file());
        assertProblem("ledger.unwritable", () -> ledgers().open(OPERATION, "me"));
        assertProblem("ledger.unwritable", () -> ledgers().open(OPERATION, "nor is it held after that"));
    }

    @Test
    void aLinkInPlaceOfALedgerIsNotFollowed() throws IOException {
        three(ledgers());
        Path elsewhere = temp.resolve("elsewhere.jsonl");
        Files.move(file(), elsewhere);
        String before = Files.readString(elsewhere);
        Files.createSymbolicLink(file(), elsewhere);

        assertProblem("ledger.unwritable", () -> ledgers().open(OPERATION, "me"));
        assertProblem("ledger.unwritable", () -> ledgers().read(OPERATION));
        assertThat(Files.readString(elsewhere)).isEqualTo(before);
    }

    @Test
    void aLinkInPlaceOfALockIsNotFollowed() throws IOException {
        three(ledgers());
        Path precious = Files.writeString(temp.resolve("precious"), "keep this");
        Path lock = folder().resolve(OPERATION + ".lock");
        Files.delete(lock);
        Files.createSymbolicLink(lock, precious);

        assertProblem("ledger.unwritable", () -> ledgers().open(OPERATION, "me"));
        assertThat(precious).hasContent("keep this");
    }

    @Test
    @Timeout(60)
    @DisabledOnOs(OS.WINDOWS)
    void aPipeInPlaceOfALedgerKeepsNobodyWaiting() throws Exception {
        three(ledgers());
        Files.delete(file());
        assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor())
                .isZero();

        assertProblem("ledger.unwritable", () -> ledgers().read(OPERATION));
        assertProblem("ledger.unwritable", () -> ledgers().open(OPERATION, "me"));
    }

    @Test
    void aLedgerThatBeginsWithAnythingButItsOpeningIsBroken() {
        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            ledger.append(new Fact.Closed(true));
        }

        assertProblem(
                "ledger.broken", () -> ledgers().read(OPERATION).orElseThrow().opened());
    }

    @Test
    void aFileThatIsReplacedOrChangedBehindItsBackIsNotAppendedTo() throws IOException {
        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            ledger.append(opened());
            Path copy = Files.copy(file(), temp.resolve("copy"));
            Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);
            assertProblem("ledger.unwritable", () -> ledger.append(new Fact.Closed(true)));
        }
        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            Files.writeString(file(), "{", StandardOpenOption.APPEND);
            assertProblem("ledger.unwritable", () -> ledger.append(new Fact.Closed(true)));
        }
        assertThat(ledgers().read(OPERATION).orElseThrow().entries()).hasSize(1);
    }

    @Test
    void filesOfOthersAreNotOperations() throws IOException {
        three(ledgers());
        Files.writeString(folder().resolve("Not an id.jsonl"), "");
        Files.writeString(folder().resolve("notes.txt"), "");

        assertThat(ledgers().operations()).containsExactly(OPERATION);
    }

    /** What {@link #anotherProcessIsKeptOut} runs in another process: holds a ledger until it is told to go. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            VirtualTimeline clock = new VirtualTimeline(Instant.EPOCH);
            try (Ledger ledger = new FileLedgers(Path.of(arguments[0]), clock, JSON).open(OPERATION, "the other one")) {
                ledger.append(opened());
                System.out.println("held");
                if (System.in.read() == 'x') {
                    Runtime.getRuntime().halt(1);
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void anotherProcessIsKeptOut() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process other = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Holder.class.getName(), folder().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> ledgers().open(OPERATION, "me")).hasMessageContaining("the other one");
            assertThat(ledgers().read(OPERATION).orElseThrow().entries()).hasSize(1);
            other.outputWriter().append('x').flush();
            assertThat(other.waitFor()).isEqualTo(1);
            ledgers().open(OPERATION, "me").close(); // the system let go for the dead
        } finally {
            other.destroyForcibly();
        }
    }
}
