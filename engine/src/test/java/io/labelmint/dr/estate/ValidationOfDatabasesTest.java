package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.estate.Notifications.SecretReference.Source;
import io.labelmint.dr.estate.Validation.Probe;
import io.labelmint.dr.estate.Validation.Query;
import io.labelmint.dr.estate.Validation.Table;
import io.labelmint.dr.estate.Validation.Tls;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is to be true inside a restored database, as the file says it. */
class ValidationOfDatabasesTest {
    private static final Example SMALLEST = Example.of("""
            databases:
              - id: orders-db
                instance: acme-orders
                validation:
                  database: orders
                  user: dr_probe
                  password: { environment: DR_PROBE_PASSWORD }
                objectives: { rpo: 24h, rto: 24h }
            """);

    @Test
    void theDefaultsAreTheSafeOnes() {
        Validation validation = SMALLEST.load().databases().get(0).validation().orElseThrow();

        assertThat(validation.probe()).isEqualTo(Probe.DIRECT);
        assertThat(validation.tls()).isEqualTo(Tls.VERIFY_FULL);
        assertThat(validation.amcheck()).isTrue();
        assertThat(validation.password()).isEqualTo(new SecretReference(Source.ENVIRONMENT, "DR_PROBE_PASSWORD"));
        assertThat(validation.timeLimit()).isEqualTo(Duration.ofMinutes(10));
        assertThat(validation.heartbeat()).isEmpty();
    }

    @Test
    void theProductionExampleSaysWhatTheFileSays() {
        Validation validation =
                Example.production().load().databases().get(0).validation().orElseThrow();

        assertThat(validation.tables())
                .containsExactly(
                        new Table("public.orders", Optional.of(1000L), new BigDecimal("0.01"), Optional.of("total")),
                        new Table("public.order_lines", Optional.empty(), new BigDecimal("0.01"), Optional.empty()));
        assertThat(validation.queries())
                .containsExactly(
                        new Query("no-negative-totals", "select count(*) from public.orders where total < 0", "0"));
    }

    @Test
    void onlyOneSelectIsAQuery() {
        for (String sql : new String[] {"delete from orders", "select 1; commit", "begin"}) {
            Example.production()
                    .with("sql: select count(*) from public.orders where total < 0", "sql: " + sql)
                    .isRefused("estate.wrong-value", "sql:", "is not one SELECT without a semicolon");
        }
    }

    @Test
    void aTableIsNamedWithItsSchema() {
        Example.production()
                .with("name: public.order_lines", "name: order_lines")
                .isRefused("estate.wrong-value", "name: order_lines", "is not a schema and a table");
    }

    @Test
    void aToleranceIsAShare() {
        for (String tolerance : new String[] {"0.01", "101%", "-1%", "1.234%"}) {
            assertThat(Example.production()
                            .with("tolerance: 1%", "tolerance: " + tolerance)
                            .mistake()
                            .code())
                    .isEqualTo("estate.wrong-value");
        }
        assertThat(Example.production()
                        .with("tolerance: 1%", "tolerance: 0.25%")
                        .load()
                        .databases()
                        .get(0)
                        .validation()
                        .orElseThrow()
                        .tables()
                        .get(0)
                        .tolerance())
                .isEqualByComparingTo("0.0025");
    }

    @Test
    void aPasswordInTheFileIsNoReference() {
        SMALLEST.with("password: { environment: DR_PROBE_PASSWORD }", "password: sesame")
                .isRefused("estate.wrong-type", "password:", "must be a mapping");
    }
}
