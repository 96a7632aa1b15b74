package io.labelmint.dr.simulator.core;

import io.labelmint.dr.simulator.core.Operations.Operation;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one way into the simulated AWS. Every call is, in this order: logged; lost to an outage, a fault or the throttle;
 * journaled if it changes anything; carried out; and answered, unless a fault swallows the answer.
 *
 * <p>Journaling before the effect means that replaying the journal can only yield a change too many for a caller that
 * was killed before it heard, never one too few for a caller that did hear. A change that the service refuses is
 * journaled too: it is refused again when replayed.
 */
public final class Gate {
    /** The pseudo-service under which scripts are journaled. */
    private static final String SIMULATOR = "simulator";

    private static final String SCRIPT = "Script";

    private final VirtualTimeline timeline;
    private final Seed seed;
    private final Optional<Journal> journal;
    private final Scripts scripts = new Scripts();
    private final Faults faults = new Faults(this::script);
    private final Throttle throttle = new Throttle();
    private final Map<String, Service> services = new HashMap<>();
    private final Map<String, Operations> operations = new HashMap<>();
    private final List<Call> calls = new ArrayList<>();
    private final String account;
    private long sequence;
    private Runnable meanwhile = () -> {};
    private boolean busy;

    public Gate(VirtualTimeline timeline, Seed seed, String account, Optional<Journal> journal) {
        this.timeline = timeline;
        this.seed = seed;
        this.account = account;
        this.journal = journal;
    }

    /** Opens the gate to {@code service}. */
    public void register(Service service) {
        Operations declared = new Operations();
        service.declare(declared);
        services.put(service.name(), service);
        operations.put(service.name(), declared);
    }

    /** Whether {@code service} models the operation that {@code request} asks for. */
    public boolean models(Service service, AwsRequest request) {
        return operations.get(service.name()).of(request).isPresent();
    }

    /** What can be made to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** The calls so far, oldest first; not those that were replayed. */
    public synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Carries out {@code request}, sent by a client of {@code region}, or fails as the SDK would. */
    public synchronized Object call(String region, Service service, AwsRequest request) {
        if (!busy) {
            busy = true;
            try {
                meanwhile.run();
            } finally {
                busy = false;
            }
        }
        Operation operation = operations
                .get(service.name())
                .of(request)
                .orElseThrow(() ->
                        new UnsupportedOperationException(request.getClass().getSimpleName() + " is not simulated"));
        Map<String, Object> params = RequestJson.write(request);
        Call call = new Call(timeline.now(), region, service.name(), operation.name(), params, Call.OK);
        int logged = calls.size();
        calls.add(call);
        try {
            return carryOut(call, service, operation, request);
        } catch (Lost e) {
            calls.set(logged, call.ended(e.outcome));
            throw e.cause;
        } catch (AwsServiceException e) {
            calls.set(logged, call.ended(e.awsErrorDetails().errorCode()));
            throw e;
        } catch (Error e) {
            calls.set(logged, call.ended(Call.UNHEARD));
            throw e;
        }
    }

    /**
     * Has {@code work} done before each call: by what lives in the world, and acts in it whether or not anybody looks. It may
     * make calls of its own.
     */
    public void meanwhile(Runnable work) {
        meanwhile = work;
    }

    /** Makes {@code script} a fact of the world. */
    public synchronized void script(Script script) {
        Map<String, Object> params = Map.of("key", script.key(), "value", script.value());
        record(new Journal.Entry(timeline.now(), "", SIMULATOR, SCRIPT, params));
        apply(timeline.now(), script);
    }

    /** Carries out again, at its own instant, what an earlier process journaled. */
    public synchronized void replay(Journal.Entry entry) {
        sequence++;
        if (entry.service().equals(SIMULATOR)) {
            replayScript(entry);
            return;
        }
        Operation operation = Optional.ofNullable(operations.get(entry.service()))
                .flatMap(known -> known.named(entry.operation()))
                .orElseThrow(() -> new IllegalStateException(
                        "the journal has an operation that is not simulated: " + entry.operation()));
        AwsRequest request = RequestJson.read(entry.params(), operation.request());
        try {
            operation.handler().handle(context(entry.at(), entry.region(), operation), request);
        } catch (AwsServiceException | UnsupportedOperationException refusedAgain) {
            // The caller was told so the first time.
        }
    }

    /** The context in which something is read that no call asks for, such as an inventory. */
    public Context context(String region) {
        return new Context(timeline.now(), region, 0, seed, scripts, account);
    }

    private Object carryOut(Call call, Service service, Operation operation, AwsRequest request) {
        Duration deadline = faults.deadline();
        Optional<Fault> fault = faults.strike(call);
        String home = service.home(call.region());
        switch (scripts.outage(home, service.name())) {
            case NONE -> {}
            case DOWN -> throw new Lost(Outage.DOWN.name(), unreachable(service, home, "Connection refused"));
            case HANGING -> throw new Lost(Outage.HANGING.name(), timedOut(deadline));
        }
        fault.filter(kind -> !kind.afterEffect()).ifPresent(kind -> failBefore(kind, service, deadline));
        if (!throttle.admits(call.at(), call.region(), service.name(), service.rates(call.operation()))) {
            throw throttled(service);
        }
        if (operation.mutating()) {
            record(new Journal.Entry(call.at(), call.region(), call.service(), call.operation(), call.params()));
        }
        Object answer;
        try {
            answer = operation.handler().handle(context(call.at(), call.region(), operation), request);
        } catch (AwsServiceException refused) {
            // A lost answer hides a refusal as well.
            fault.ifPresent(kind -> failAfter(kind, service, call.region(), deadline));
            throw refused;
        }
        fault.ifPresent(kind -> failAfter(kind, service, call.region(), deadline));
        return answer;
    }

    private void replayScript(Journal.Entry entry) {
        Map<String, Object> params = entry.params();
        try {
            apply(entry.at(), new Script((String) params.get("key"), (String) params.get("value")));
        } catch (AwsServiceException refusedAgain) {
            // A service refused the event the first time, too.
        }
    }

    private void apply(Instant at, Script script) {
        scripts.set(at, script);
        Context context = new Context(at, "", sequence, seed, scripts, account);
        services.values().forEach(service -> service.scripted(context, script));
    }

    private void record(Journal.Entry entry) {
        sequence++;
        journal.ifPresent(open -> open.append(entry));
    }

    private Context context(Instant at, String region, Operation operation) {
        return new Context(at, region, operation.mutating() ? sequence : 0, seed, scripts, account);
    }

    private void failBefore(Fault fault, Service service, Duration deadline) {
        switch (fault) {
            case THROTTLE -> throw throttled(service);
            case SERVER_ERROR ->
                throw AwsError.of(
                        service.error(), service.name(), "InternalFailure", 500, "An internal error has occurred.");
            case TIMEOUT_BEFORE -> throw new Lost(fault.name(), timedOut(deadline));
            default -> throw new IllegalArgumentException(fault + " comes after the effect");
        }
    }

    private void failAfter(Fault fault, Service service, String region, Duration deadline) {
        throw new Lost(
                fault.name(),
                fault == Fault.TIMEOUT_AFTER ? timedOut(deadline) : unreachable(service, region, "Connection reset"));
    }

    private static AwsServiceException throttled(Service service) {
        return AwsError.of(service.error(), service.name(), service.throttlingCode(), 400, "Rate exceeded");
    }

    private SdkException timedOut(Duration deadline) {
        timeline.hang(deadline);
        return ApiCallTimeoutException.create(deadline.toMillis());
    }

    private static SdkException unreachable(Service service, String region, String why) {
        return SdkClientException.create(
                "Unable to execute HTTP request: " + why + " (" + service.name() + "." + region + ".amazonaws.com)");
    }

    /** Carries the SDK's exception and what to log, from where the call was lost to where it is logged. */
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String outcome;
        private final SdkException cause;

        private Lost(String outcome, SdkException cause) {
            super(outcome, cause, false, false);
            this.outcome = outcome;
            this.cause = cause;
        }
    }
}
