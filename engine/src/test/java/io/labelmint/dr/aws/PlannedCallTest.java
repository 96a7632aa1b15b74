package io.labelmint.dr.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.json.Json;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/** What is planned, printed and hashed is what is sent, for every operation and every parameter. */
final class PlannedCallTest {
    private static final Json JSON = new Json(List.of());

    static List<MutatingOperation<?, ?, ?>> operations() {
        return MutatingOperation.ALL;
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aRequestWithEverythingSetIsSentAsItWasPlanned(MutatingOperation<?, ?, ?> operation) {
        AwsRequest[] sent = new AwsRequest[1];
        Aws aws = recording(sent);
        SdkPojo builder = builder(operation);
        fill(builder);
        AwsRequest request = (AwsRequest) ((Buildable) builder).build();

        PlannedCall call = PlannedCall.of(operation, "us-east-1", request);
        PlannedCall read = JSON.read(JSON.canonical(call), PlannedCall.class);
        operation.send(aws, read);

        assertThat(sent[0]).isEqualTo(request);
        assertThat(JSON.canonical(read)).isEqualTo(JSON.canonical(call));
    }

    @Test
    void anUnknownParameterOrOperationIsRefused() {
        PlannedCall wrong = new PlannedCall("rds", "DeleteDBCluster", "us-east-1", Map.of());
        assertThatThrownBy(() -> MutatingOperation.of(wrong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RequestParameters.fill(PublishRequest.builder(), Map.of("Nonsense", "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void referencesAreResolvedAtAnyDepth() {
        PlannedCall call = new PlannedCall(
                "sns", "Publish", "us-east-1", Map.of("a", List.of(Map.of("b", "<x>")), "c", true, "d", 7L));

        assertThat(call.resolve(text -> text.replace("x", "y")).parameters())
                .isEqualTo(Map.of("a", List.of(Map.of("b", "<y>")), "c", true, "d", 7L));
    }

    @Test
    void aCallMayNameTheEndpointItIsSentTo() {
        PlannedCall call = new PlannedCall(
                        "route53-recovery-cluster", "UpdateRoutingControlStates", "us-west-2", Map.of())
                .at("https://cluster.example/v1");
        URI[] asked = new URI[1];
        Aws aws = new Aws() {
            @Override
            public <C extends SdkClient> C client(Class<C> type, String region) {
                throw new AssertionError("not the region's own endpoint");
            }

            @Override
            public <C extends SdkClient> C client(Class<C> type, String region, URI endpoint) {
                asked[0] = endpoint;
                return recording(new AwsRequest[1]).client(type, region);
            }
        };

        MutatingOperation.of(call).send(aws, JSON.read(JSON.canonical(call), PlannedCall.class));

        assertThat(asked[0]).isEqualTo(URI.create("https://cluster.example/v1"));
        assertThat(call.changes("traffic", new PlannedCall(call.service(), call.operation(), "us-west-2", Map.of())))
                .singleElement()
                .asString()
                .contains(" at https://cluster.example/v1");
    }

    @Test
    void aPlanHoldsNoFractions() {
        PutMetricDataRequest request = PutMetricDataRequest.builder()
                .metricData(
                        MetricDatum.builder().metricName("TakeOver").value(0.5).build())
                .build();
        assertThatThrownBy(() -> PlannedCall.of(MutatingOperation.PUT_METRIC_DATA, "us-west-2", request))
                .hasMessageContaining("not a whole number");
    }

    /** The builder of the operation's request, got by having an empty one sent. */
    private static SdkPojo builder(MutatingOperation<?, ?, ?> operation) {
        AwsRequest[] empty = new AwsRequest[1];
        operation.send(recording(empty), new PlannedCall(operation.service(), operation.name(), "us-east-1", Map.of()));
        return (SdkPojo) empty[0].toBuilder();
    }

    private static Aws recording(AwsRequest[] sent) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            sent[0] = (AwsRequest) arguments[0];
            return null;
        };
        return new Aws() {
            @Override
            public <C extends SdkClient> C client(Class<C> type, String region) {
                return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
            }
        };
    }

    private static final List<MarshallingType<?>> UNWRITTEN = List.of(MarshallingType.DOCUMENT, MarshallingType.DOUBLE);

    private static void fill(SdkPojo builder) {
        int number = 0;
        for (SdkField<?> field : builder.sdkFields()) {
            // Free-form JSON and fractions, which the strategies of an ECS deployment may carry: no call here has any,
            // and
            // writing them down is refused.
            if (!UNWRITTEN.contains(field.marshallingType())) {
                field.set(builder, sample(field, ++number));
            }
        }
    }

    private static Object sample(SdkField<?> field, int number) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.STRING) {
            return "text " + number;
        } else if (type == MarshallingType.INTEGER) {
            return number;
        } else if (type == MarshallingType.LONG) {
            return 1L << (30 + number % 20);
        } else if (type == MarshallingType.DOUBLE) {
            return (double) number;
        } else if (type == MarshallingType.BOOLEAN) {
            return number % 2 == 0;
        } else if (type == MarshallingType.INSTANT) {
            return Instant.parse("2026-01-05T02:00:00Z").plusMillis(number);
        } else if (type == MarshallingType.SDK_BYTES) {
            return SdkBytes.fromByteArray(new byte[] {0, -1, (byte) number});
        } else if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            return new ArrayList<>(List.of(sample(member, number), sample(member, number + 1)));
        } else if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            return new LinkedHashMap<>(Map.of("key", sample(member, number)));
        } else if (type == MarshallingType.SDK_POJO) {
            SdkPojo builder = field.constructor().get();
            fill(builder);
            return ((Buildable) builder).build();
        }
        throw new IllegalArgumentException("no sample of a " + type);
    }
}
