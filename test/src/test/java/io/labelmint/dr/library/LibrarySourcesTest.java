package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.EstateSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.FieldNode;
import org.codehaus.groovy.ast.MethodNode;
import org.junit.jupiter.api.Test;

/** What Jenkins asks of a shared library and says only at run time, or not at all. */
final class LibrarySourcesTest {
    private static final Path ROOT = Account.ROOT;
    private static final Set<String> PIPELINES =
            Set.of("drAnnual", "drDaily", "drMonthly", "drQuarterly", "drRedisSnapshot", "drWatch", "drWeekly");

    /** Pipelines that people start, and nobody else. */
    private static final Map<String, String> FOR_PEOPLE = Map.of(
            "drRestore", "RestoreArguments",
            "drFailoverRunbook", "MoveArguments",
            "drFailbackRunbook", "MoveArguments",
            "drExercise", "ExerciseArguments",
            "drProvision", "ProvisionArguments");

    /** Failback is one way only, and nothing is accepted unproved. */
    private static final Set<String> NOT_OF_A_FAILBACK = Set.of("verb", "acceptUnfenced");

    /** Besides the library's own: how a method is kept out of CPS, and what an abort is. */
    private static final Set<String> IMPORTS =
            Set.of("com.cloudbees.groovy.cps.NonCPS", "org.jenkinsci.plugins.workflow.steps.FlowInterruptedException");

    private final GroovySources sources = GroovySources.parse(ROOT, "vars", "src");

    @Test
    void theFoldersJenkinsReadsHoldNothingElse() throws IOException {
        assertThat(files("src")).allMatch(file -> file.toString().endsWith(".groovy"));
        assertThat(ROOT.resolve("src/main")).doesNotExist();
        assertThat(ROOT.resolve("src/test")).doesNotExist();
        assertThat(files("vars")).allMatch(file -> file.toString().matches(".*/dr[A-Z][A-Za-z]*\\.(groovy|txt)"));
    }

    /** SCMBasedRetriever.rejectSpecialFiles refuses a library with a symbolic link anywhere in its repository. */
    @Test
    void thereIsNoSymbolicLinkInTheRepository() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            assertThat(all.filter(Files::isSymbolicLink)
                            .map(ROOT::relativize)
                            .map(Path::toString)
                            .filter(path -> !path.matches("(.*/)?(target|\\.git|\\.venv)/.*")))
                    .isEmpty();
        }
    }

    @Test
    void everyPipelineIsThinAndHasHelp() throws IOException {
        for (String pipeline :
                Stream.concat(PIPELINES.stream(), FOR_PEOPLE.keySet().stream()).toList()) {
            assertThat(Files.readAllLines(ROOT.resolve("vars/" + pipeline + ".groovy")))
                    .hasSizeLessThan(15);
            String help = Files.readString(ROOT.resolve("vars/" + pipeline + ".txt"));
            assertThat(help).startsWith("<p>").contains("<table>", "<pre>");
            assertThat(occurrences("<(/?[a-z0-9]+)", help))
                    .as("the plain HTML every markup formatter lets through")
                    .isSubsetOf(both("p", "table", "tr", "th", "td", "code", "pre", "ul", "li", "h4", "em"));
            Set<String> arguments = arguments(FOR_PEOPLE.getOrDefault(pipeline, "Arguments"));
            arguments.removeAll(pipeline.equals("drFailbackRunbook") ? NOT_OF_A_FAILBACK : Set.of());
            for (String argument : arguments) {
                assertThat(help).as(pipeline).contains("<td><code>" + argument + "</code></td>");
            }
        }
    }

    @Test
    void theManualNamesEveryArgument() throws IOException {
        String manual = Files.readString(ROOT.resolve("docs/library.md"));
        Set<String> all = arguments("Arguments");
        for (String type : FOR_PEOPLE.values()) {
            all.addAll(arguments(type));
        }
        for (String argument : all) {
            assertThat(manual).contains("| `" + argument + "` |");
        }
    }

    private Set<String> arguments(String type) throws IOException {
        String source = Files.readString(ROOT.resolve("src/io/labelmint/dr/" + type + ".groovy"));
        String names = source.substring(source.indexOf("static List names()"));
        return occurrences("'([a-zA-Z]+)'", names.substring(0, names.indexOf("]")));
    }

    @Test
    void everyClassCanBeWrittenToDiskWithTheBuild() {
        for (ClassNode type : sources.classes()) {
            assertThat(type.getInterfaces())
                    .as(type.getName())
                    .anyMatch(face -> face.getNameWithoutPackage().equals("Serializable"));
            for (FieldNode field : type.getFields()) {
                assertThat(field.getType().getNameWithoutPackage())
                        .as(type.getName() + "." + field.getName())
                        .isIn("Object", "String", "List", "Map", "Arguments", "Exception", "long");
                assertThat(field.isStatic() && !field.isFinal())
                        .as("%s.%s is mutable and belongs to no build", type.getName(), field.getName())
                        .isFalse();
            }
        }
        assertThat(sources.classes()).hasSizeGreaterThan(7);
    }

    /** Neither is transformed, so a step called there would be called, and its answer never come. */
    @Test
    void noStepIsCalledOutsideCps() {
        for (ClassNode type : sources.classes()) {
            for (MethodNode method : GroovySources.outsideCps(type)) {
                assertThat(GroovySources.calls(method))
                        .as(type.getName() + "." + method.getName())
                        .noneMatch(call -> call.startsWith("script."));
                Set<String> inCps = new TreeSet<>(
                        type.getMethods().stream().map(MethodNode::getName).toList());
                GroovySources.outsideCps(type).forEach(other -> inCps.remove(other.getName()));
                assertThat(GroovySources.calls(method))
                        .as(type.getName() + "." + method.getName())
                        .noneMatch(call -> inCps.contains(call.replaceFirst("^this\\.", "")));
            }
        }
    }

    /** Collection methods written in Java do not come back from a step in a closure. */
    @Test
    void closuresAreHandedToStepsAndToStagesOnly() {
        for (MethodNode method : sources.inCps()) {
            assertThat(GroovySources.callsWithClosures(method))
                    .as(method.getDeclaringClass().getName() + "." + method.getName())
                    .isSubsetOf("script.stage", "script.timeout", "script.node", "script.dir", "stages.run");
        }
    }

    @Test
    void nobodyIsAskedButForAnApproval() {
        assertThat(sources.methods().stream()
                        .filter(method -> !method.getDeclaringClass()
                                .getNameWithoutPackage()
                                .equals("Approval"))
                        .flatMap(method -> GroovySources.calls(method).stream()))
                .noneMatch(call -> call.endsWith(".input") || call.equals("this.input"))
                .noneMatch(call -> call.endsWith(".sleep"));
    }

    /** Steps and maps are all the library knows of the plugin: it is read without it. */
    @Test
    void noJavaClassOfThePluginOrTheEngineIsNamed() throws Exception {
        Set<String> own = sources.classes().stream().map(ClassNode::getName).collect(Collectors.toSet());
        for (Path file : sources.files()) {
            String text = Files.readString(file);
            Set<String> imported = occurrences("(?m)^import (?:static )?([A-Za-z0-9_.]+)", text);
            imported.removeAll(own);
            assertThat(imported).as(file.toString()).isSubsetOf(IMPORTS);
            Set<String> named = occurrences("(io\\.labelmint\\.dr\\.[A-Za-z0-9_.]+)", text);
            named.removeAll(own);
            assertThat(named).as(file.toString()).isEmpty();
        }
        for (String name : own) {
            // The classes of the plugin are seen by pipelines: one of the same name would be taken instead of ours.
            assertThat(EstateSchema.class.getResource("/" + name.replace('.', '/') + ".class"))
                    .isNull();
        }
        Set<String> sharedPackage = engineClassesBesideOurs();
        assertThat(sharedPackage).contains("Problem");
        for (Path file : sources.files()) {
            for (String name : sharedPackage) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern("\\b" + name + "\\b");
            }
        }
    }

    /** Seen without an import, because the package has the same name. */
    private static Set<String> engineClassesBesideOurs() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("engine/src/main/java/io/labelmint/dr"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    /** Jenkins reads a time zone in the first line only (CronTabList.create). */
    @Test
    void theDefaultSchedulesAreInUtc() throws IOException {
        for (String pipeline : PIPELINES) {
            List<String> lines =
                    Files.readAllLines(ROOT.resolve("resources/io/labelmint/dr/schedules/" + pipeline + ".cron"));
            assertThat(lines.get(0)).isEqualTo("TZ=UTC");
            assertThat(lines.subList(1, lines.size()).stream().filter(line -> !line.startsWith("#")))
                    .singleElement()
                    .asString()
                    .matches("\\S+( \\S+){4}");
        }
    }

    @Test
    void theSchemaIsTheOneTheLoaderReadsBy() throws IOException {
        Path copy = ROOT.resolve("resources/io/labelmint/dr/estate/estate.schema.json");
        assertThat(Files.readString(copy))
                .as("Copy it anew: cp engine/src/main/resources%s %s", EstateSchema.RESOURCE, ROOT.relativize(copy))
                .isEqualTo(EstateSchema.text());
    }

    @Test
    void everyResourceIsKnown() throws IOException {
        assertThat(files("resources").stream().map(file -> file.getFileName().toString()))
                .containsExactlyInAnyOrder(
                        "drAnnual.cron",
                        "drDaily.cron",
                        "drMonthly.cron",
                        "drQuarterly.cron",
                        "drRedisSnapshot.cron",
                        "drWatch.cron",
                        "drWeekly.cron",
                        "estate.schema.json");
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT.resolve(folder))) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Set<String> occurrences(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> both(String... tags) {
        return Stream.of(tags).flatMap(tag -> Stream.of(tag, "/" + tag)).collect(Collectors.toSet());
    }
}
