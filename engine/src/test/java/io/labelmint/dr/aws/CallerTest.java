package io.labelmint.dr.aws;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class CallerTest {
    private final Estate estate =
            EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));

    @Test
    void theDeclaredAccountIsAccepted() {
        assertThatCode(() -> Caller.require(answering(() -> "123456789012"), estate))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherAccountIsRefusedBeforeAnythingIsDone() {
        assertThatThrownBy(() -> Caller.require(answering(() -> "999999999999"), estate))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("999999999999")
                .hasMessageContaining("123456789012");
    }

    @Test
    void aRegionThatDoesNotAnswerIsNoReasonToStop() {
        assertThatCode(() -> Caller.require(
                        answering(() -> {
                            throw ApiCallTimeoutException.create(10_000);
                        }),
                        estate))
                .doesNotThrowAnyException();
    }

    private static Aws answering(Supplier<String> account) {
        return new Aws() {
            @Override
            public <C extends SdkClient> C client(Class<C> type, String region) {
                return type.cast(Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, args) -> GetCallerIdentityResponse.builder()
                                .account(account.get())
                                .build()));
            }
        };
    }
}
