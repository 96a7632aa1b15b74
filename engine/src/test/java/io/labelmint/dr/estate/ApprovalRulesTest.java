package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Approvers.Kind;
import io.labelmint.dr.estate.Approvers.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who approves what is what is declared, and nothing is declared that nobody could approve. */
final class ApprovalRulesTest {
    private static final Example MINIMAL = Example.minimal();

    @Test
    void withoutADeclarationOnePersonApprovesWhoDidNotAskForIt() {
        Approvers approvers = MINIMAL.load().approvers();

        for (Kind kind : Kind.values()) {
            assertThat(approvers.of(kind)).isEqualTo(new Rule(1, List.of(), false));
        }
        assertThat(approvers.escalateAfter()).isEmpty();
    }

    @Test
    void whatIsDeclaredIsRead() {
        Approvers approvers = declaring("""
                approvals:
                  escalateAfter: 10m
                  people:
                    - { name: ann, aws: ["arn:aws:iam::123456789012:user/ann"] }
                  failover: { needed: 2, from: [ann, bob, cas] }
                  rollBack: { requesterMayApprove: true }
                """).load().approvers();

        assertThat(approvers.of(Kind.FAILOVER)).isEqualTo(new Rule(2, List.of("ann", "bob", "cas"), false));
        assertThat(approvers.of(Kind.ROLL_BACK)).isEqualTo(new Rule(1, List.of(), true));
        assertThat(approvers.of(Kind.SWITCHOVER)).isEqualTo(Rule.STANDARD);
        assertThat(approvers.names()).containsEntry("arn:aws:iam::123456789012:user/ann", "ann");
        assertThat(approvers.escalateAfter()).contains(Duration.ofMinutes(10));
    }

    @Test
    void fewerPeopleThanAreNeededCouldNeverApprove() {
        declaring("approvals: { failover: { needed: 3, from: [ann, bob, ANN] } }\n")
                .isRefused("estate.too-few-approvers", "[ann, bob, ANN]", "from names 2");
    }

    @Test
    void nobodyIsTwoPeople() {
        String arn = "arn:aws:iam::123456789012:user/ann";
        declaring("approvals: { people: [{ name: ann, aws: [\"%s\"] }, { name: bob, aws: [\"%s\"] }] }\n"
                        .formatted(arn, arn))
                .isRefused("estate.approver-is-two", "[\"" + arn + "\"] }] }", "both ann and bob");
    }

    private static Example declaring(String approvals) {
        return MINIMAL.plus("\n" + approvals);
    }
}
