package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Notifications.SecretReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masking that would let people in before it is done, or that is more than one transaction, is refused where it is declared. */
class MaskingRulesTest {
    private static final Example PRODUCTION = Example.production();
    private static final String FIRST =
            "update public.customers set name = 'customer ' || id, email = 'c' || id || '@example.org'";

    @Test
    void whatIsDeclaredIsRead() {
        Restores billing = PRODUCTION.load().databases().get(1).restores();

        assertThat(billing.masking())
                .contains(new Masking(
                        "dr_masking",
                        new SecretReference(SecretReference.Source.JENKINS, "labelmint-dr-masking"),
                        List.of(FIRST, "update public.invoices set note = null where note is not null"),
                        true,
                        Duration.ofMinutes(30),
                        Duration.ofHours(1)));
        assertThat(billing.dr().orElseThrow().isolatedIn()).contains(List.of("sg-0a1b2c3d4e5f60723"));
        assertThat(billing.dr().orElseThrow().isolated().securityGroups()).containsExactly("sg-0a1b2c3d4e5f60723");
        assertThat(PRODUCTION.load().databases().get(0).restores().masking()).isEmpty();
        assertThat(PRODUCTION.load().databases().get(0).restores().primary().flatMap(RestorePlace::optionGroup))
                .contains("labelmint-production-postgres17");
    }

    @Test
    void aPlaceThatWouldLetPeopleInBeforeItIsMasked() {
        PRODUCTION
                .without("        isolatedIn: [sg-0a1b2c3d4e5f60723]\n")
                .isRefused("estate.masking-not-isolated", securityGroups(), "declares no isolatedIn");
    }

    private static String securityGroups() {
        return "subnetGroup: labelmint-production-dr\n        securityGroups: [sg-0a1b2c3d4e5f60721]\n"
                + "        parameterGroup: labelmint-production-postgres17\n      # The oldest";
    }

    @Test
    void aGroupPeopleHave() {
        PRODUCTION
                .with("isolatedIn: [sg-0a1b2c3d4e5f60723]", "isolatedIn: [sg-0a1b2c3d4e5f60723, sg-0a1b2c3d4e5f60721]")
                .isRefused(
                        "estate.masking-not-isolated", "isolatedIn: [sg-0a1b2c3d4e5f60723, sg", "which lets people in");
        PRODUCTION
                .with("isolatedIn: [sg-0a1b2c3d4e5f60723]", "isolatedIn: []")
                .isRefused("estate.no-security-group", "isolatedIn: []", "AWS would use the default one");
    }

    @Test
    void groupsForMaskingWhereNothingIsMasked() {
        Example example = Example.of("""
                databases:
                  - id: orders-db
                    instance: acme-orders
                    restore:
                      dr: { subnetGroup: acme, securityGroups: [sg-0a1b2c3d], isolatedIn: [sg-0a1b2c3e], parameterGroup: acme-17 }
                    objectives: { rpo: 24h, rto: 4h }
                """);

        example.isRefused("estate.isolated-for-nothing", "isolatedIn:", "no masking is declared");
    }

    @Test
    void nobodyWhoSaysHowToGetIn() {
        Example example = Example.of("""
                databases:
                  - id: orders-db
                    instance: acme-orders
                    restore:
                      masking: { user: dr_masking, password: { environment: MASKING }, statements: [truncate public.logins] }
                    objectives: { rpo: 24h, rto: 4h }
                """);

        example.isRefused("estate.masking-without-validation", "masking:", "nobody says how to get into a copy");
    }

    @Test
    void noStatementAndTooMany() {
        PRODUCTION
                .without("          - " + FIRST + "\n")
                .with(
                        "        statements:\n          - update public.invoices set note = null where note is not null",
                        "        statements: []")
                .isRefused("estate.masking-statements", "statements: []", "There are 0 statements");
        PRODUCTION
                .with(
                        "          - update public.invoices set note = null where note is not null\n",
                        "          - update public.invoices set note = null\n".repeat(Masking.MOST_STATEMENTS))
                .isRefused("estate.masking-statements", "- " + FIRST, "There are 51 statements");
    }

    @Test
    void aStatementThatMayTakeLongerThanAllOfThem() {
        PRODUCTION
                .with("statementLimit: 30m", "statementLimit: 2h")
                .isRefused("estate.masking-limits", "statementLimit: 2h", "One statement may take 2h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update public.customers set name = ''; commit",
                "update public.customers set name = 'a;b'",
                "commit",
                "COMMIT ",
                "rollback to savepoint a",
                "end transaction",
                "/* */ commit",
                "-- masks\ncommit",
                "begin",
                "start transaction",
                "prepare transaction 'kept'",
                "set role postgres",
                "set local statement_timeout = 0",
                "reset all",
                "do $$ begin commit; end $$",
                "copy public.customers to program 'nc example.org 1'",
                "lock table public.customers",
                "alter system set statement_timeout = 0",
                "alter role dr_masking superuser",
                "drop database billing",
                "grant all on all tables in schema public to public",
                "vacuum full",
                "update",
                ""
            })
    void whatCouldEndTheTransactionOrIsNoMasking(String statement) {
        Example example = PRODUCTION.with(FIRST, "\"" + statement.replace("\n", "\\n") + "\"");

        assertThat(example.mistakes())
                .as(statement)
                .singleElement()
                .satisfies(mistake -> assertThat(mistake.code()).matches("estate\\.(wrong-value|no-value)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Update public.customers set data = data - 'email' where data ? 'email'",
                "DELETE FROM public.sessions",
                "insert into public.tenants select 1, 'example'",
                "truncate public.audit, public.logins",
                "with old as (select id from public.customers) update public.customers set name = null from old",
                "merge into public.customers c using public.fakes f on c.id = f.id when matched then update set name = f.name",
                "select public.mask_everything()",
                "call public.mask_everything()",
                "alter table public.customers drop column iban",
                "drop table public.card_numbers",
                "refresh materialized view public.overview"
            })
    void whatMasks(String statement) {
        Masking read = PRODUCTION
                .with(FIRST, "\"" + statement + "\"")
                .load()
                .databases()
                .get(1)
                .restores()
                .masking()
                .orElseThrow();

        assertThat(Optional.of(read.statements().get(0))).contains(statement);
    }
}
