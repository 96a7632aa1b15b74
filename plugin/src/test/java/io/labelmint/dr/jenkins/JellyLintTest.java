package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Describable;
import io.labelmint.dr.review.Area;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What every view and every help text of the plugin keeps to. */
@TestInstance(Lifecycle.PER_CLASS)
class JellyLintTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final String HEADER = "<?jelly escape-by-default='true'?>";
    private static final String PACKAGE = "io/labelmint/dr/jenkins";

    @ParameterizedTest
    @MethodSource("views")
    void escapesEverythingItShows(Path view) throws IOException {
        assertThat(Files.readString(view)).startsWith(HEADER + "\n");
    }

    @ParameterizedTest
    @MethodSource("views")
    void hasNothingAContentSecurityPolicyForbids(Path view) throws Exception {
        NodeList elements = parsed(view).getElementsByTagName("*");
        List<String> forbidden = new ArrayList<>();
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            if (element.getTagName().equals("script") || element.getTagName().equals("style")) {
                forbidden.add(element.getTagName());
            }
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                String name = element.getAttributes().item(j).getNodeName().toLowerCase(Locale.ROOT);
                if (name.equals("style") || name.startsWith("on")) {
                    forbidden.add(element.getTagName() + " " + name);
                }
            }
        }
        assertThat(forbidden).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("helpTexts")
    void helpIsWellFormedAndWithoutScript(Path help) throws Exception {
        Document text = parsed(help);
        assertThat(text.getDocumentElement().getTagName()).isEqualTo("div");
        assertThat(text.getElementsByTagName("script").getLength()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyAreaOfAReviewIsNamedInItsFormAndItsHelp(Area area) throws IOException {
        Path step = RESOURCES.resolve(PACKAGE).resolve("DrReviewStep");
        assertThat(Files.readString(step.resolve("config.jelly"))).contains(area.label());
        assertThat(Files.readString(step.resolve("help-areas.html"))).contains("<code>" + area.label() + "</code>");
    }

    @ParameterizedTest
    @MethodSource("bound")
    void everythingOneCanSetHasHelp(Class<?> type) {
        assertThat(properties(type))
                .isNotEmpty()
                .allSatisfy(property -> assertThat(lineage(type))
                        .as("help-%s.html of %s", property, type.getSimpleName())
                        .anyMatch(of -> Files.isRegularFile(folder(of).resolve("help-" + property + ".html"))));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyStepHasAFormAndSaysWhatItDoes(Class<?> step) {
        assertThat(folder(step).resolve("help.html")).isRegularFile();
        assertThat(lineage(step)).anyMatch(of -> Files.isRegularFile(folder(of).resolve("config.jelly")));
    }

    @ParameterizedTest
    @MethodSource("helpTexts")
    void noHelpIsLeftOver(Path help) throws ClassNotFoundException {
        String name = help.getFileName().toString().replaceAll("^help-?|\\.html$", "");
        Class<?> type = owner(help);
        if (!name.isEmpty()) {
            assertThat(properties(type))
                    .as("properties of %s", type.getSimpleName())
                    .contains(name);
        }
    }

    @Test
    void thereIsSomethingToLookAt() throws Exception {
        assertThat(views()).hasSizeGreaterThan(10);
        assertThat(helpTexts()).hasSizeGreaterThan(10);
        assertThat(steps()).contains(DrBackupStep.class, DrVerifyReplicationStep.class, DrNotifyStep.class);
    }

    private static Stream<Path> views() throws IOException {
        return files(".jelly");
    }

    private static Stream<Path> helpTexts() throws IOException {
        return files(".html");
    }

    private static Stream<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }

    private static Stream<Class<?>> steps() throws Exception {
        return bound().filter(Step.class::isAssignableFrom);
    }

    /** Everything a form or a pipeline fills in. */
    private static Stream<Class<?>> bound() throws Exception {
        Path classes = Path.of(
                DrStep.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Class<?>> bound = new ArrayList<>();
        try (Stream<Path> all = Files.walk(classes.resolve(PACKAGE))) {
            for (Path file : all.filter(path -> path.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                String name = classes.relativize(file)
                        .toString()
                        .replaceAll("\\.class$", "")
                        .replace('/', '.');
                Class<?> type = Class.forName(name, false, DrStep.class.getClassLoader());
                boolean filled =
                        Describable.class.isAssignableFrom(type) || GlobalConfiguration.class.isAssignableFrom(type);
                if (filled && !Modifier.isAbstract(type.getModifiers())) {
                    bound.add(type);
                }
            }
        }
        return bound.stream();
    }

    private static Set<String> properties(Class<?> type) {
        Set<String> properties = new TreeSet<>();
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                Stream.of(constructor.getParameters()).map(Parameter::getName).forEach(properties::add);
            }
        }
        for (Class<?> of : lineage(type)) {
            for (Method method : of.getDeclaredMethods()) {
                if (method.isAnnotationPresent(DataBoundSetter.class)) {
                    String name = method.getName().substring("set".length());
                    properties.add(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
                }
            }
        }
        return properties;
    }

    /** The class and those above it that are ours: Jenkins looks for views and help in all of them. */
    private static List<Class<?>> lineage(Class<?> type) {
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> of = type; of != null && of.getName().startsWith("io.labelmint."); of = of.getSuperclass()) {
            lineage.add(of);
        }
        return lineage;
    }

    private static Path folder(Class<?> type) {
        return RESOURCES.resolve(type.getName().replace('.', '/').replace('$', '/'));
    }

    private static Class<?> owner(Path file) throws ClassNotFoundException {
        String name = RESOURCES.relativize(file.getParent()).toString().replace('/', '.');
        return Class.forName(name, false, DrStep.class.getClassLoader());
    }

    /** Views and help are read as XML; an entity that is not one of XML is a mistake. */
    private static Document parsed(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(Files.readString(file))));
    }
}
