package io.labelmint.dr.run;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.aws.UnreadableException;
import io.labelmint.dr.observatory.Api;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Pages;
import io.labelmint.dr.observatory.Query;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RdsException;

/** A world of things that actions make, in which what a call does and what is seen can be scripted. */
final class FakeWorld implements Observatory {
    /** What every scripted death of a process throws. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What a call does. */
    enum Call {
        /** Takes effect and answers. */
        WORKS,
        /** Takes effect, and the answer is lost. */
        LOST_ANSWER,
        /** Takes effect, and the answer makes no sense. */
        UNREADABLE_ANSWER,
        /** Is lost before it takes effect, which the caller cannot know. */
        LOST_CALL,
        THROTTLED,
        DENIED,
        EXISTS,
        KILLS_BEFORE,
        KILLS_AFTER
    }

    final Timeline timeline;
    final Map<String, List<Instant>> calls = new HashMap<>();
    final Map<String, Integer> effects = new HashMap<>();
    final Map<String, Instant> made = new HashMap<>();
    private final Map<String, Deque<Call>> scripts = new HashMap<>();
    private final Map<String, Call> always = new HashMap<>();
    private final Map<String, Supplier<Progress>> views = new ConcurrentHashMap<>();
    private final List<Instant> since = new ArrayList<>();
    Duration takes = Duration.ofMinutes(5);
    Duration visibleAfter = Duration.ZERO;
    Runnable duringCall = () -> {};

    FakeWorld(Timeline timeline) {
        this.timeline = timeline;
    }

    /** What the next calls of {@code action} do; after them, they work. */
    void script(String action, Call... next) {
        scripts.put(action, new ArrayDeque<>(List.of(next)));
    }

    /** What every call of {@code action} does. */
    void always(String action, Call call) {
        always.put(action, call);
    }

    /** What is seen of {@code action}, whatever there is. */
    void shows(String action, Supplier<Progress> view) {
        views.put(action, view);
    }

    synchronized int calls(String action) {
        return calls.getOrDefault(action, List.of()).size();
    }

    synchronized int effects(String action) {
        return effects.getOrDefault(action, 0);
    }

    synchronized List<Instant> since() {
        return List.copyOf(since);
    }

    static Progress unknown() {
        return new Progress.Unknown(Problem.of("test.unknown", "It is not known.", "Wait."));
    }

    static Progress failed() {
        return new Progress.Failed(Problem.of("test.failed", "It failed.", "Clear it away."));
    }

    /** What is really there. */
    synchronized Progress really(String name) {
        Instant begin = made.get(name);
        if (begin == null || timeline.now().isBefore(begin.plus(visibleAfter))) {
            return new Progress.Absent();
        }
        return timeline.now().isBefore(begin.plus(takes))
                ? new Progress.InProgress("creating")
                : new Progress.Done(Facts.of("arn", "arn:" + name));
    }

    @Override
    public <T> Reading<T> read(Query<T> query) {
        String name = ((Sight) query).name();
        Progress progress = views.getOrDefault(name, () -> really(name)).get();
        @SuppressWarnings("unchecked") // the only query there is
        T answer = (T) progress;
        return new Reading.Seen<>(answer, timeline.now());
    }

    @Override
    public synchronized Observatory since(Instant sent) {
        since.add(sent);
        return this;
    }

    private CreateDbSnapshotResponse call(CreateDbSnapshotRequest request) {
        String name = request.dbSnapshotIdentifier();
        RepeatRule rule = RepeatRule.valueOf(request.dbInstanceIdentifier());
        Call call;
        synchronized (this) {
            calls.computeIfAbsent(name, n -> new ArrayList<>()).add(timeline.now());
            Deque<Call> script = scripts.getOrDefault(name, new ArrayDeque<>());
            call = script.isEmpty() ? always.getOrDefault(name, Call.WORKS) : script.poll();
        }
        duringCall.run();
        switch (call) {
            case THROTTLED -> throw answer("Throttled", 400);
            case DENIED -> throw answer("AccessDenied", 403);
            case EXISTS -> throw answer("DBSnapshotAlreadyExists", 400);
            case LOST_CALL -> throw SdkClientException.create("timed out");
            case KILLS_BEFORE -> throw new Killed();
            default -> takeEffect(name, rule);
        }
        switch (call) {
            case LOST_ANSWER -> throw SdkClientException.create("timed out");
            case UNREADABLE_ANSWER -> throw new UnreadableException("Unable to parse date", null);
            case KILLS_AFTER -> throw new Killed();
            default -> {
                return CreateDbSnapshotResponse.builder()
                        .dbSnapshot(DBSnapshot.builder()
                                .dbSnapshotArn("arn:" + name)
                                .build())
                        .build();
            }
        }
    }

    private synchronized void takeEffect(String name, RepeatRule rule) {
        boolean known = made.containsKey(name);
        if (rule == RepeatRule.NAME && known) {
            throw answer("DBSnapshotAlreadyExists", 400);
        }
        boolean again = (rule == RepeatRule.TOKEN || rule == RepeatRule.SETS) && known;
        if (!again) {
            made.put(name, timeline.now());
            effects.merge(name, 1, Integer::sum);
        }
    }

    private static RuntimeException answer(String code, int status) {
        return RdsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("scripted")
                        .build())
                .statusCode(status)
                .build();
    }

    /** The way to call this world. */
    Hands hands() {
        RdsClient rds = new RdsClient() {
            @Override
            public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
                return call(request);
            }

            @Override
            public String serviceName() {
                return "rds";
            }

            @Override
            public void close() {}
        };
        return new Hands(new Aws() {
            @Override
            public <C extends SdkClient> C client(Class<C> type, String region) {
                return type.cast(rds);
            }
        });
    }

    /** The question what is seen of the thing {@code name}. */
    record Sight(String region, String name) implements Query<Progress> {
        @Override
        public Api api() {
            return Api.unpublished("test", "DescribeThings");
        }

        @Override
        public Progress fetch(Pages pages) {
            throw new UnsupportedOperationException();
        }
    }

    /** An action that makes a thing; one that must not be repeated cannot be seen, as a message cannot. */
    @JsonTypeName("fake")
    record Make(
            ActionId id,
            Set<ActionId> after,
            Estimate estimate,
            RepeatRule rule,
            String region,
            Optional<Duration> budget)
            implements Action {
        static Make of(String name, RepeatRule rule, String... after) {
            return in("us-east-1", name, rule, after);
        }

        static Make in(String region, String name, RepeatRule rule, String... after) {
            Set<ActionId> before = new java.util.HashSet<>();
            for (String other : after) {
                before.add(new ActionId(other));
            }
            Estimate estimate = new Estimate(Duration.ofMinutes(5), Duration.ofHours(1));
            return new Make(new ActionId(name), before, estimate, rule, region, Optional.empty());
        }

        /** The same, which may hold up what comes after it for {@code time} at most. */
        Make within(Duration time) {
            return new Make(id, after, estimate, rule, region, Optional.of(time));
        }

        @Override
        public PlannedCall call() {
            CreateDbSnapshotRequest request = CreateDbSnapshotRequest.builder()
                    .dbInstanceIdentifier(rule.name())
                    .dbSnapshotIdentifier(id.value())
                    .build();
            return PlannedCall.of(MutatingOperation.CREATE_DB_SNAPSHOT, region, request);
        }

        @Override
        public RepeatRule repeatRule() {
            return rule;
        }

        @Override
        public Progress observe(Observatory observatory, Inputs inputs) {
            if (rule == RepeatRule.ONCE) {
                return inputs.accepted().get("arn") == null
                        ? new Progress.Absent()
                        : new Progress.Done(inputs.accepted());
            }
            return observatory.read(new Sight(region, id.value())).orElseThrow();
        }

        @Override
        public Facts start(Hands hands, Inputs inputs) {
            var made = hands.send(inputs.resolve(call()), CreateDbSnapshotResponse.class);
            return Facts.of("arn", made.dbSnapshot().dbSnapshotArn());
        }
    }
}
