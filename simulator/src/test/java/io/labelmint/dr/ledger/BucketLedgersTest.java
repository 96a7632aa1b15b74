package io.labelmint.dr.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.job.RoutineWork;
import io.labelmint.dr.simulator.core.Fault;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.s3.S3Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;

/** Ledgers in a simulated bucket, with their copies in a folder. */
final class BucketLedgersTest extends LedgersContract {
    private static final String FOLDER = BucketFixture.PREFIX + OPERATION + "/";
    private static final String SECOND = FOLDER + "00000002";

    @TempDir
    Path temp;

    private final BucketFixture bucket = new BucketFixture(timeline, JSON);

    @Override
    BucketLedgers ledgers() {
        return bucket.ledgers(copies("here")); // a new one each time, as in each process
    }

    private BucketLedgers elsewhere() {
        return bucket.ledgers(copies("elsewhere"));
    }

    private FileLedgers copies(String machine) {
        return new FileLedgers(temp.resolve(machine), timeline, JSON);
    }

    private Path copy() {
        return temp.resolve("here").resolve(OPERATION + ".jsonl");
    }

    private void pass(Duration duration) {
        timeline.runUntil(timeline.now().plus(duration));
    }

    @Test
    void anEntryIsAnObjectAndTheCopyHasTheSameLines() throws IOException {
        three(ledgers());

        assertThat(bucket.text(FOLDER + "00000001") + bucket.text(SECOND) + bucket.text(FOLDER + "00000003"))
                .isEqualTo(Files.readString(copy()))
                .isEqualTo(ledgers().text(OPERATION).orElseThrow());
    }

    @Test
    void whatWasBegunHereIsReadAndGoneOnWithElsewhere() {
        History three = three(ledgers());

        assertThat(elsewhere().operations()).containsExactly(OPERATION);
        assertThat(elsewhere().read(OPERATION)).contains(three);
        try (Ledger ledger = elsewhere().open(OPERATION, "laptop")) {
            assertThat(ledger.history()).isEqualTo(three);
            ledger.append(new Fact.Resumed("somebody"));
        }
        assertThat(copies("elsewhere").read(OPERATION).orElseThrow().entries()).hasSize(4);
        assertThat(ledgers().read(OPERATION).orElseThrow().entries()).hasSize(4);
    }

    @Test
    void whatEndedIsKnownElsewhereWithoutReadingItsLedger() {
        three(ledgers());
        long reads = calls("GetObject");

        assertThat(elsewhere().closed(Bygone.NONE)).containsExactly(Map.entry(OPERATION, true));
        assertThat(calls("GetObject")).isEqualTo(reads);
    }

    /** This machine's copy says that it is closed; somebody else has gone on with it since. */
    @Test
    void whatWentOnElsewhereIsNotCalledClosedHere() {
        three(ledgers());
        try (Ledger ledger = elsewhere().open(OPERATION, "laptop")) {
            ledger.append(new Fact.Resumed("me"));
            assertThat(ledgers().mayBeOpen(Bygone.NONE)).containsExactly(OPERATION);
            ledger.append(new Fact.Closed(true));
        }
        assertThat(ledgers().mayBeOpen(Bygone.NONE)).isEmpty();
    }

    /** Nothing is ever called closed that is not, whichever of its writes is the last that arrives. */
    @Test
    void whoeverDiesBetweenAnEntryAndItsMarkHidesNothing() {
        MemoryLedgers copies = new MemoryLedgers(timeline, JSON);
        three(bucket.ledgers(copies));
        List<String> seen = new ArrayList<>();
        // The writes of one process that goes on and ends again: two of the lease, a mark where it was closed, an
        // entry, another
        // one, its mark.
        for (int writes = 1; writes <= 6; writes++) {
            Aws dying = BucketFixture.dyingAfter(writes, bucket.world::client);
            try {
                Ledger ledger = bucket.ledgers(copies, timeline, dying).open(OPERATION, "me");
                ledger.append(new Fact.Resumed("me"));
                ledger.append(new Fact.Closed(true));
                seen.add("survived");
            } catch (BucketFixture.Died e) {
                seen.add("died");
            }
            timeline.forget();
            copies.releaseAll();
            boolean closed = elsewhere().read(OPERATION).orElseThrow().closed().isPresent();
            boolean known = elsewhere().closed(Bygone.NONE).get(OPERATION);
            assertThat(closed || !known).as("after %s writes", writes).isTrue();
            assertThat(known).as("after %s writes", writes).isEqualTo(writes <= 2 || writes >= 5);
        }
        assertThat(seen).containsExactly("died", "died", "died", "died", "survived", "survived");
    }

    /** Of a watch there are tens of thousands a year: a listing steps over them. */
    @Test
    void aListingOfWhatMayBeOpenTakesAsManyCallsHoweverLongTheEstateIsWatched() {
        three(ledgers());
        watched(0, 3_000);
        long first = listings();
        watched(3_000, 9_000);
        long second = listings();

        assertThat(second).isEqualTo(first).isEqualTo(3); // two that meet the past of the two series, and the rest
    }

    /** As many checks of every quarter of an hour, the last of the day before yesterday, and of what they told. */
    private void watched(int from, int to) {
        Instant last = timeline.now().minus(Duration.ofDays(3));
        for (int number = from; number < to; number++) {
            String check = "check-acme-" + Slots.minute(last.minus(Duration.ofMinutes(15L * number))) + "-1f2e3d4c";
            for (String id : List.of(check, "notice-1-" + check)) {
                bucket.put(BucketFixture.PREFIX + id + "/00000001", "an entry");
            }
            if (number % 1_000 == 0) {
                pass(Duration.ofSeconds(1)); // a bucket takes so many requests a second
            }
        }
    }

    /** How many calls it takes to find what may be open. */
    private long listings() {
        long before = calls("ListObjectsV2");
        assertThat(elsewhere().mayBeOpen(RoutineWork.past(timeline.now()))).isEmpty();
        return calls("ListObjectsV2") - before;
    }

    private long calls(String operation) {
        return bucket.world.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .count();
    }

    @Test
    void aLedgerHeldElsewhereIsRefusedAtOnceWithItsHolderAndWhatToDo() {
        try (Ledger ledger = ledgers().open(OPERATION, "build 7")) {
            ledger.append(opened());
            assertThatThrownBy(() -> elsewhere().open(OPERATION, "laptop"))
                    .hasMessageContaining("build 7 (until 2026-01-05T02:02:00Z by its own clock")
                    .hasMessageContaining("dr resume RUN --take-over")
                    .hasMessageContaining("150 s");
            assertProblem("ledger.held", () -> elsewhere().open(OPERATION, "laptop"));
            pass(Duration.ofHours(1));
            assertProblem("ledger.held", () -> elsewhere().open(OPERATION, "laptop"));
            ledger.append(new Fact.Closed(true));
        }
        elsewhere().open(OPERATION, "laptop").close();
    }

    @Test
    void whatADeadProcessHeldElsewhereIsTakenOverAfterTheTimeOfTheLeaseAndOfACall() {
        Ledger dead = ledgers().open(OPERATION, "build 7");
        dead.append(opened());
        timeline.forget();
        BucketLedgers laptop = elsewhere();

        var begin = timeline.now();
        timeline.join(laptop.takeOver(List.of(OPERATION)));

        assertThat(Duration.between(begin, timeline.now())).isEqualTo(Duration.ofSeconds(150));
        try (Ledger ledger = laptop.open(OPERATION, "laptop")) {
            ledger.append(new Fact.Resumed("me"));
            assertProblem("ledger.taken", () -> dead.append(new Fact.Closed(true)));
            assertProblem("ledger.taken", dead::proveHeld);
            ledger.append(new Fact.Closed(true));
        }
        assertThat(laptop.read(OPERATION).orElseThrow().entries()).hasSize(3);
    }

    @Test
    void whoeverIsAliveIsNotTakenOver() {
        try (Ledger ledger = ledgers().open(OPERATION, "build 7")) {
            BucketLedgers laptop = elsewhere();
            assertThatThrownBy(() -> timeline.join(laptop.takeOver(List.of(OPERATION))))
                    .hasMessageContaining("build 7")
                    .hasMessageContaining("alive");
            assertProblem("ledger.held", () -> laptop.open(OPERATION, "laptop"));
            ledger.append(opened());
        }
    }

    @Test
    void theWatchForgivesThatTheBucketDoesNotAnswerForAWhile() {
        ledgers().open(OPERATION, "build 7");
        timeline.forget();
        BucketLedgers laptop = elsewhere();
        bucket.world.faults().next("s3", "ListObjectsV2", Fault.TIMEOUT_BEFORE, Fault.SERVER_ERROR);
        timeline.join(laptop.takeOver(List.of(OPERATION)));
        laptop.open(OPERATION, "laptop").close();

        laptop.open(OPERATION, "laptop");
        timeline.forget();
        bucket.world.faults().region(BucketFixture.REGION, Outage.DOWN);
        assertProblem("ledger.unreadable", () -> timeline.join(ledgers().takeOver(List.of(OPERATION))));
    }

    /** Who gets the lock of the copy knows that its holder is dead; a copy of the copy knows nothing. */
    @Test
    void withinAPlaceTheDeadAreReplacedAtOnce() throws IOException {
        MemoryLedgers copies = new MemoryLedgers(timeline, JSON);
        bucket.ledgers(copies).open(OPERATION, "me").append(opened());
        timeline.forget();
        copies.releaseAll();
        bucket.ledgers(copies).open(OPERATION, "me").append(new Fact.Resumed("me"));
        assertThat(bucket.ledgers(copies).read(OPERATION).orElseThrow().entries())
                .hasSize(2);

        assertThat(copies("here").place())
                .isEqualTo(copies("here").place())
                .isNotEqualTo(copies("elsewhere").place());
        Files.copy(
                temp.resolve("here/place"),
                Files.createDirectory(temp.resolve("moved")).resolve("place"));
        assertThat(copies("moved").place()).isNotEqualTo(copies("here").place());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST_RESPONSE", "TIMEOUT_AFTER", "TIMEOUT_BEFORE", "SERVER_ERROR", "THROTTLE"})
    void aPutThatMayHaveBeenLostIsReadBackAndAppendedOnce(Fault fault) {
        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            ledger.append(opened());
            bucket.world.faults().next("s3", "PutObject", fault);
            if (fault == Fault.TIMEOUT_BEFORE) {
                // The time of a call has passed, and nothing is there: it counts as not written.
                bucket.world.faults().deadline(Duration.ofSeconds(30));
                assertProblem("ledger.unwritable", () -> ledger.append(new Fact.Closed(true)));
                assertProblem("ledger.unwritable", () -> ledger.append(new Fact.Closed(true)));
                assertProblem("ledger.unwritable", ledger::proveHeld);
            } else {
                assertThat(ledger.append(new Fact.Resumed("me")).sequence()).isEqualTo(2);
                assertThat(ledger.append(new Fact.Closed(true)).sequence()).isEqualTo(3);
            }
        }
        int entries = fault == Fault.TIMEOUT_BEFORE ? 1 : 3;
        assertThat(ledgers().read(OPERATION).orElseThrow().entries()).hasSize(entries);
        assertThat(elsewhere().read(OPERATION).orElseThrow().entries()).hasSize(entries);
    }

    @Test
    void aPutThatCannotBeReadBackCountsAsNotWrittenAndIsThereForWhoeverComesNext() {
        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            ledger.append(opened());
            bucket.world.faults().next("s3", "PutObject", Fault.LOST_RESPONSE);
            bucket.world.faults().next("s3", "ListObjectsV2", Fault.SERVER_ERROR);
            assertProblem("ledger.unwritable", () -> ledger.append(new Fact.Closed(true)));
            assertThat(ledger.history().entries()).hasSize(1);
        }
        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            assertThat(ledger.history().closed()).contains(new Fact.Closed(true));
            assertThat(ledger.append(new Fact.Resumed("me")).sequence()).isEqualTo(3);
        }
        assertThat(copies("here").read(OPERATION).orElseThrow().entries()).hasSize(3);
    }

    @Test
    void anotherWriterStopsItAtOnceEvenWithTheSameBytes() {
        Ledger ledger = ledgers().open(OPERATION, "me");
        ledger.append(opened());
        Entry same = Entry.next(2, timeline.now(), ledger.history().head(), new Fact.Closed(true), JSON);
        bucket.s3()
                .putObject(
                        r -> r.bucket(BucketFixture.BUCKET).key(SECOND),
                        RequestBody.fromString(same.line(JSON) + "\n"));
        long before = bucket.puts();

        assertProblem("ledger.taken", () -> ledger.append(new Fact.Closed(true)));
        assertThat(bucket.puts()).isEqualTo(before + 1);
        assertProblem("ledger.taken", () -> ledger.append(new Fact.Closed(true)));
        assertProblem("ledger.taken", ledger::proveHeld);
        assertThat(bucket.puts()).isEqualTo(before + 1);
    }

    @Test
    void writesThatKeepMeetingOthersAreGivenUp() {
        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            bucket.world.script(S3Scripts.conflicts(BucketFixture.BUCKET, true));
            long before = bucket.puts();
            assertThatThrownBy(() -> ledger.append(opened())).hasMessageContaining("ConditionalRequestConflict");
            assertThat(bucket.puts()).isEqualTo(before + 3);
            bucket.world.script(S3Scripts.conflicts(BucketFixture.BUCKET, false));
        }
        assertThat(ledgers().read(OPERATION)).isEmpty();
    }

    @Test
    void aDarkRegionIsAProblemAndWhatIsKnownHereCanStillBeRead() {
        History three = three(ledgers());
        bucket.world.faults().region(BucketFixture.REGION, Outage.HANGING);

        assertProblem("ledger.unwritable", () -> ledgers().open(OPERATION, "me"));
        assertThat(ledgers().read(OPERATION)).contains(three);
        assertProblem("ledger.unreadable", () -> elsewhere().read(OPERATION)); // unknown is not absent
        assertProblem("ledger.unreadable", () -> ledgers().operations());

        bucket.world.faults().region(BucketFixture.REGION, Outage.NONE);
        ledgers().open(OPERATION, "nor is it held after that").close();
    }

    @Test
    void whoHasOnlyAPlaceForALedgerDoesNotTakeItForAbsentWhenTheBucketIsSilent() {
        three(ledgers());
        try (Ledger held = ledgers().open(OPERATION, "somebody")) {
            assertThat(held.history().entries()).hasSize(3);
            assertProblem("ledger.held", () -> elsewhere().open(OPERATION, "me"));
        }
        bucket.world.faults().region(BucketFixture.REGION, Outage.HANGING);

        assertProblem("ledger.unreadable", () -> elsewhere().read(OPERATION));
    }

    @Test
    void thePrimaryRegionIsNotAskedForAnything() {
        bucket.world.faults().region("us-east-1", Outage.HANGING);
        three(ledgers());
        assertThat(bucket.world.calls()).extracting(call -> call.region()).containsOnly(BucketFixture.REGION);
    }

    @Test
    void nothingIsSentUnderALeaseThatIsShorterThanACallAndCannotBeRenewed() {
        Ledger ledger = ledgers().open(OPERATION, "me");
        ledger.append(opened());
        bucket.world.faults().region(BucketFixture.REGION, Outage.DOWN);
        pass(Duration.ofSeconds(89));
        ledger.proveHeld();
        pass(Duration.ofSeconds(1));
        assertProblem("ledger.lapsed", ledger::proveHeld);
        bucket.world.faults().region(BucketFixture.REGION, Outage.NONE);
        assertProblem("ledger.lapsed", () -> ledger.append(new Fact.Closed(true)));
        ledger.close();
        ledgers().open(OPERATION, "the next one here").close();
    }

    @Test
    void aLeaseIsRenewedForAsLongAsItIsHeldThroughLostAnswers() {
        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            for (int i = 0; i < 20; i++) {
                bucket.world.faults().next("s3", "PutObject", i % 2 == 0 ? Fault.LOST_RESPONSE : Fault.THROTTLE);
                bucket.world.faults().next("s3", "ListObjectsV2", Fault.SERVER_ERROR);
                pass(Duration.ofSeconds(40));
                ledger.proveHeld();
            }
            ledger.append(opened());
        }
    }

    @Test
    void aCopyThatLacksTheEndIsCompletedAndATornOneToo() throws IOException {
        History three = three(ledgers());
        String whole = Files.readString(copy());
        for (int length = 0; length < whole.length(); length += 37) {
            Files.writeString(copy(), whole.substring(0, length));
            assertThat(ledgers().read(OPERATION)).contains(three);
            ledgers().open(OPERATION, "me").close();
            assertThat(Files.readString(copy())).as("cut at " + length).isEqualTo(whole);
        }
    }

    @Test
    void aCopyThatIsLongerOrAnotherOneIsRefusedAndNotMerged() throws IOException {
        three(ledgers());
        try (Ledger longer = copies("here").open(OPERATION, "me")) {
            longer.append(new Fact.Resumed("without the bucket"));
        }
        String text = Files.readString(copy());
        assertThatThrownBy(() -> ledgers().open(OPERATION, "me"))
                .hasMessageContaining("it has 4 entries, and the bucket has 3");
        assertProblem("ledger.differs", () -> ledgers().open(OPERATION, "me"));
        assertThat(Files.readString(copy())).isEqualTo(text);

        Files.delete(copy());
        try (Ledger other = copies("here").open(OPERATION, "me")) {
            other.append(opened());
            other.append(new Fact.Resumed("in another world"));
        }
        assertProblem("ledger.differs", () -> ledgers().open(OPERATION, "me"));
        assertProblem("ledger.differs", () -> ledgers().read(OPERATION));
        elsewhere().open(OPERATION, "nor is it held after that").close();
    }

    @Test
    void entriesThatWereRemovedOrChangedInTheBucketBreakIt() {
        three(ledgers());
        String second = bucket.text(SECOND);
        bucket.s3().deleteObject(r -> r.bucket(BucketFixture.BUCKET).key(SECOND));
        assertProblem("ledger.broken", () -> elsewhere().open(OPERATION, "me"));
        assertProblem("ledger.broken", () -> ledgers().open(OPERATION, "me"));

        bucket.s3()
                .putObject(
                        r -> r.bucket(BucketFixture.BUCKET).key(SECOND),
                        RequestBody.fromString(second.replace("somebody else", "somebody elsé")));
        assertProblem("ledger.broken", () -> elsewhere().open(OPERATION, "me"));
        // What goes into evidence is read entry by entry, whatever stands beside them.
        assertThat(elsewhere().text(OPERATION).orElseThrow()).contains("somebody elsé");
    }

    /** However many entries it has: a list, and the mark that has them all. */
    @Test
    void whatEndedIsReadElsewhereWithTwoCalls() {
        History three = three(ledgers());
        long lists = calls("ListObjectsV2");
        long reads = calls("GetObject");

        assertThat(elsewhere().read(OPERATION)).contains(three);
        assertThat(calls("ListObjectsV2") - lists).isEqualTo(1);
        assertThat(calls("GetObject") - reads).isEqualTo(1);
    }

    /** A mark that holds something else, or went missing, is as good as none: the entries tell. */
    @Test
    void aMarkThatHoldsSomethingElseIsNotReliedOn() {
        History three = three(ledgers());
        String mark = BucketFixture.PREFIX + OPERATION + ".00000003.closed";
        bucket.put(mark, bucket.text(SECOND));
        assertThat(elsewhere().read(OPERATION)).contains(three);
        bucket.s3().deleteObject(r -> r.bucket(BucketFixture.BUCKET).key(mark));
        assertThat(elsewhere().read(OPERATION)).contains(three);
    }

    @Test
    void whatOthersKeepInTheBucketIsNoOperation() {
        for (String key : List.of("dr/Not an id/1", "dr/readme", "elsewhere/backup/00000001")) {
            bucket.s3().putObject(r -> r.bucket(BucketFixture.BUCKET).key(key), RequestBody.fromString("x"));
        }
        three(ledgers());
        assertThat(elsewhere().operations()).containsExactly(OPERATION);
    }
}
