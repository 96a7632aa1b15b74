package io.labelmint.dr;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.observatory.Query;
import io.labelmint.dr.plan.Action;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkClient;

/** The arrows of the design that a compiler does not hold. */
final class ArchitectureTest {
    private static final JavaClasses ENGINE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.labelmint.dr");

    private static final DescribedPredicate<JavaCall<?>> READS_A_CLOCK_OR_SLEEPS =
            describe("a clock is read or a thread sleeps", call -> {
                AccessTarget.CodeUnitCallTarget target = call.getTarget();
                String owner = target.getOwner().getName();
                String name = target.getName();
                return (owner.startsWith("java.time.") && name.equals("now"))
                        || owner.equals(Clock.class.getName())
                        || (owner.equals("java.lang.System")
                                && Set.of("currentTimeMillis", "nanoTime").contains(name))
                        || (owner.equals("java.lang.Thread") && name.equals("sleep"))
                        || (owner.equals(LockSupport.class.getName()) && name.startsWith("park"))
                        || (owner.equals("java.util.concurrent.TimeUnit") && name.equals("sleep"))
                        || (owner.equals("java.util.Date")
                                && name.equals("<init>")
                                && target.getRawParameterTypes().isEmpty());
            });

    private static final DescribedPredicate<JavaCall<?>> MAY_CHANGE_AWS = describe(
            "AWS may be changed",
            call -> call.getTargetOwner().isAssignableTo(SdkClient.class)
                    && !call.getTarget().getName().matches("(describe|get|list|head|simulate).*|close|builder")
                    // Of access level Read: it writes a report for who asks, and changes nothing.
                    && !call.getTarget().getName().equals("generateServiceLastAccessedDetails"));

    @Test
    void onlyTheTimelineReadsClocksAndSleeps() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.labelmint.dr.time")
                .should()
                .callCodeUnitWhere(READS_A_CLOCK_OR_SLEEPS)
                .check(ENGINE);
    }

    @Test
    void nothingWaitsWithTheSdkAndNothingKnowsJenkins() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..waiters..", "jenkins..", "hudson..")
                .check(ENGINE);
    }

    @Test
    void nothingKnowsTheSimulator() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.labelmint.dr.simulator..", "io.labelmint.dr.rehearsal..")
                .check(ENGINE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.labelmint.dr.(*)..").should().beFreeOfCycles().check(ENGINE);
    }

    @Test
    void actionsPlannersAndChecksTouchNoClient() {
        noClasses()
                .that()
                .areAssignableTo(Action.class)
                .or()
                .haveSimpleNameEndingWith("Planner")
                .or()
                .areAssignableTo(Check.class)
                .should()
                .dependOnClassesThat(assignableTo(SdkClient.class))
                .check(ENGINE);
    }

    @Test
    void onlyQueriesAndTheClientsOwnPackageCallClients() {
        noClasses()
                .that()
                .areNotAssignableTo(Query.class)
                .and(DescribedPredicate.not(resideInAPackage("io.labelmint.dr.aws")))
                .should()
                .callMethodWhere(describe(
                        "a client is called", call -> call.getTargetOwner().isAssignableTo(SdkClient.class)))
                .check(ENGINE);
    }

    /** In Jenkins the driver manager belongs to another class loader than the driver. */
    @Test
    void onlyProbesSpeakSqlAndNoneThroughTheDriverManager() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.labelmint.dr.validation.postgres")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                .check(ENGINE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.sql.DriverManager.class)
                .check(ENGINE);
    }

    @Test
    void onlyPlannedCallsChangeAnything() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(MutatingOperation.class)
                .and()
                .resideOutsideOfPackage("io.labelmint.dr.aws")
                .should()
                .callCodeUnitWhere(MAY_CHANGE_AWS)
                .check(ENGINE);
        noClasses()
                .that()
                .areAssignableTo(Check.class)
                .or()
                .areAssignableTo(Query.class)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Hands.class, MutatingOperation.class)
                .check(ENGINE);
    }
}
