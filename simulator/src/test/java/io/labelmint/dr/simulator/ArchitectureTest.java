package io.labelmint.dr.simulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

final class ArchitectureTest {
    private static final JavaClasses SIMULATOR = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.labelmint.dr.simulator");

    @Test
    void knowsNothingOfTheEngineButTime() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.labelmint.dr..")
                        .and(not(resideInAnyPackage("io.labelmint.dr.time", "io.labelmint.dr.simulator.."))))
                .check(SIMULATOR);
    }

    @Test
    void readsNoClock() {
        noClasses().should().callMethod(Instant.class, "now").check(SIMULATOR);
    }

    @Test
    void hasNoCyclesAndTheCoreKnowsNoService() {
        slices().matching("io.labelmint.dr.(**)").should().beFreeOfCycles().check(SIMULATOR);
        noClasses()
                .that()
                .resideInAPackage("..simulator.core")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services..")
                .check(SIMULATOR);
    }

    @Test
    void fitsWhereTheEngineTakesItsClientsFrom() {
        World world = World.inMemory(new VirtualTimeline(World.EPOCH), 1);
        Aws aws = world::client;
        assertThat(aws.client(RdsClient.class, "us-east-1"))
                .isSameAs(aws.client(RdsClient.class, "us-east-1"))
                .isNotSameAs(aws.client(RdsClient.class, "us-west-2"));
    }
}
