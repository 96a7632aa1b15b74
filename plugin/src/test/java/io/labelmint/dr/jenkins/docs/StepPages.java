package io.labelmint.dr.jenkins.docs;

import hudson.Extension;
import io.labelmint.dr.jenkins.DrStep;
import io.labelmint.dr.jenkins.docs.StepFields.StepField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/**
 * A page for each step of the plugin, made from its class and the help of its form: what a person reads in Jenkins and in
 * the repository is the same text.
 */
final class StepPages {
    static final String COMMAND = "mvn -pl plugin -am -Dtest=StepPagesTest -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Ddr.docs.write=true test";

    private static final String MADE =
            "<!-- Made by StepPagesTest from the help of the forms; do not edit.\n     " + COMMAND + " -->\n\n";

    private StepPages() {}

    /** The pages by the names of their files, of every step that Jenkins finds in the plugin. */
    static Map<String, String> make() throws Exception {
        Map<String, String> pages = new TreeMap<>();
        Map<String, String> rows = new TreeMap<>();
        ClassLoader loader = StepPages.class.getClassLoader();
        for (IndexItem<Extension, Object> item : Index.load(Extension.class, Object.class, loader)) {
            if (item.element() instanceof Class<?> type && StepDescriptor.class.isAssignableFrom(type)) {
                StepDescriptor descriptor = (StepDescriptor) item.instance();
                String name = descriptor.getFunctionName();
                pages.put(name + ".md", page(descriptor));
                rows.put(name, "| [`" + name + "`](" + name + ".md) | " + descriptor.getDisplayName() + " |\n");
            }
        }
        pages.put("README.md", MADE + """
                # The steps

                What a Jenkinsfile can call. The pages are the texts of Jenkins' own help: the Snippet Generator has them beside
                each field. [../jenkins.md](../jenkins.md) is about the plugin as a whole, [../library.md](../library.md) about
                pipelines that are ready.

                | step | what it does |
                |---|---|
                """ + String.join("", rows.values()));
        return pages;
    }

    private static String page(StepDescriptor descriptor) throws Exception {
        Class<?> step = descriptor.getClass().getEnclosingClass();
        StringBuilder page = new StringBuilder(MADE)
                .append("# ")
                .append(descriptor.getFunctionName())
                .append("\n\n")
                .append(descriptor.getDisplayName())
                .append(".\n\n")
                .append(help(step, "help.html"))
                .append("\n\n## Arguments\n\n")
                .append(needed(step))
                .append("\n\n| argument | type | default |\n|---|---|---|\n");
        for (StepField field : StepFields.of(step)) {
            String standard = field.standard().isEmpty() ? " " : " `" + field.standard() + "` ";
            page.append("| [`%s`](#%s) | %s |%s|\n"
                    .formatted(field.name(), field.name().toLowerCase(java.util.Locale.ROOT), field.type(), standard));
        }
        for (StepField field : StepFields.of(step)) {
            page.append("\n### ")
                    .append(field.name())
                    .append("\n\n")
                    .append(help(step, "help-" + field.name() + ".html"))
                    .append("\n");
        }
        return page.toString();
    }

    private static String needed(Class<?> step) throws ReflectiveOperationException {
        String mandatory = StepFields.of(step).stream()
                .filter(StepField::mandatory)
                .map(field -> "`" + field.name() + "`")
                .collect(Collectors.joining(" and "));
        if (!DrStep.class.isAssignableFrom(step)) {
            return mandatory.isEmpty()
                    ? "All are optional."
                    : mandatory + " have to be given; all others are optional.";
        }
        return "Either `estate` or `estateYaml` has to be given" + (mandatory.isEmpty() ? "" : ", and " + mandatory)
                + "; all others are optional.";
    }

    /** Where Jenkins looks: beside the class, then beside the class it extends, and so on. */
    private static String help(Class<?> step, String file) throws Exception {
        for (Class<?> type = step; type != null; type = type.getSuperclass()) {
            String resource = "/" + type.getName().replace('.', '/') + "/" + file;
            try (InputStream bytes = StepPages.class.getResourceAsStream(resource)) {
                if (bytes != null) {
                    return HelpText.markdown(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
                }
            } catch (org.xml.sax.SAXException | IllegalArgumentException e) {
                throw new IOException("The help in " + resource + " cannot be read: " + e.getMessage(), e);
            }
        }
        throw new IOException(step.getSimpleName() + " has no " + file + ": write it in src/main/resources/"
                + step.getName().replace('.', '/') + ".");
    }
}
