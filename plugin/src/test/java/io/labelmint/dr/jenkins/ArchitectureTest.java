package io.labelmint.dr.jenkins;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import hudson.model.Action;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.Test;

/** What a compiler does not hold, and what only a controller would tell. */
final class ArchitectureTest {
    private static final JavaClasses PLUGIN = new ClassFileImporter().importPath(PluginClasses.root());
    private static final int MOST_LINES = 150;

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

    @Test
    void nobodyReadsAClockOrSleeps() {
        noClasses().should().callCodeUnitWhere(READS_A_CLOCK_OR_SLEEPS).check(PLUGIN);
    }

    @Test
    void nothingWaitsWithTheSdkAndNothingKnowsTheCommandLine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..waiters..", "io.labelmint.dr.cli..")
                .check(PLUGIN);
    }

    @Test
    void aRehearsalIsReachedThroughItsFront() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.labelmint.dr.simulator..")
                .check(PLUGIN);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.labelmint.dr.jenkins.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.labelmint.dr.rehearsal..")
                .check(PLUGIN);
    }

    @Test
    void theRuntimeKnowsNoJenkins() {
        noClasses()
                .that()
                .resideInAPackage("io.labelmint.dr.jenkins.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..", "com.cloudbees..")
                .check(PLUGIN);
    }

    @Test
    void whatJenkinsKeepsIsMadeOfTextsNumbersAndListsOfThem() {
        List<String> wrong = new ArrayList<>();
        for (Class<?> type : PluginClasses.all()) {
            if (!isKept(type)) {
                continue;
            }
            for (Field field : type.getDeclaredFields()) {
                boolean kept = !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
                if (kept && !isPlain(field.getGenericType().getTypeName())) {
                    wrong.add(field.toGenericString());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isKept(Class<?> type) {
        return List.of(Step.class, StepExecution.class, Action.class, Describable.class).stream()
                        .anyMatch(kept -> kept.isAssignableFrom(type))
                || (Descriptor.class.isAssignableFrom(type) && type.getEnclosingClass() == null);
    }

    private static boolean isPlain(String type) {
        return type.matches("int|long|double|boolean|java\\.lang\\.String|io\\.labelmint\\.dr\\.job\\.Job\\$Type")
                || type.matches("java\\.util\\.(Array)?List<(java\\.lang\\.String|io\\.labelmint\\.dr\\.jenkins\\..*)>")
                || type.equals("java.util.TreeMap<java.lang.String, java.lang.String>");
    }

    @Test
    void stepsTranslateAndDoNothingElse() throws IOException {
        Path sources = Path.of(System.getProperty("dr.root"), "plugin", "src", "main", "java");
        for (Class<?> type : PluginClasses.all()) {
            if (Step.class.isAssignableFrom(type)) {
                Path source = sources.resolve(type.getName().replace('.', '/') + ".java");
                assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThan(MOST_LINES);
            }
        }
    }

    @Test
    void nothingIsStaticAndChanges() {
        List<String> changing = new ArrayList<>();
        for (Class<?> type : PluginClasses.all()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && !field.isSynthetic()
                        && !(Modifier.isFinal(field.getModifiers()) && !isMutable(field.getType()))) {
                    changing.add(field.getDeclaringClass().getSimpleName() + "." + field.getName());
                }
            }
        }
        assertThat(changing).isEmpty();
    }

    private static boolean isMutable(Class<?> type) {
        return Map.class.isAssignableFrom(type)
                || type.isArray()
                || type.getName().startsWith("java.util.concurrent.atomic");
    }

    @Test
    void theIndexOfSymbolsNamesWhoCarriesOne() throws IOException {
        List<String> carriers = PluginClasses.all().stream()
                .filter(type -> type.isAnnotationPresent(Symbol.class))
                .map(Class::getName)
                .toList();
        assertThat(carriers).isNotEmpty();
        try (InputStream index =
                DrRuntimes.class.getResourceAsStream("/META-INF/services/annotations/org.jenkinsci.Symbol")) {
            assertThat(new String(index.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .containsExactlyInAnyOrderElementsOf(carriers);
        }
    }
}
