package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import net.java.sezpoz.Index;
import net.java.sezpoz.IndexItem;
import org.junit.jupiter.api.Test;

/** The archive people install has all that Jenkins reads, and nothing that Jenkins has itself. */
final class HpiLayoutIT {
    private static final Path ARCHIVE = Path.of(System.getProperty("dr.hpi"));
    private static final Path BUNDLED = Path.of(System.getProperty("dr.root"), "plugin", "bundled-jars.txt");
    private static final String LIB = "WEB-INF/lib/";
    private static final String OWN = LIB + "aws-disaster-recovery.jar";

    /** Of its 67 MB the client of EC2 alone is 24, and those of what a failover, its readiness and reviews ask are 16. */
    private static final long MOST_BYTES = 70L << 20;

    /** What Jenkins brings along, and what nothing here needs. Another copy of it would be another class. */
    private static final List<String> BANNED = List.of(
            "hudson/",
            "jenkins/",
            "org/jenkinsci/",
            "org/kohsuke/",
            "com/cloudbees/",
            "com/google/common/",
            "org/slf4j/",
            "org/apache/commons/",
            "io/netty/",
            "net/sf/json/",
            "io/labelmint/dr/jenkins/api/");

    @Test
    void theArchiveAndThePluginsJarSayTheSameAboutThePlugin() throws IOException {
        try (JarFile archive = new JarFile(ARCHIVE.toFile());
                JarInputStream jar = new JarInputStream(archive.getInputStream(archive.getEntry(OWN)))) {
            Attributes of = archive.getManifest().getMainAttributes();
            assertThat(jar.getManifest().getMainAttributes()).isEqualTo(of);
            assertThat(of.getValue("Short-Name")).isEqualTo("aws-disaster-recovery");
            assertThat(of.getValue("Long-Name")).isNotBlank();
            assertThat(of.getValue("Group-Id")).isEqualTo("io.labelmint.dr");
            assertThat(of.getValue("Artifact-Id")).isEqualTo("aws-disaster-recovery");
            assertThat(of.getValue("Plugin-Version")).isNotBlank();
            assertThat(of.getValue("Jenkins-Version")).matches("2\\.\\d+\\.\\d+");
            assertThat(of.getValue("Hudson-Version")).isEqualTo(of.getValue("Jenkins-Version"));
            assertThat(of.getValue("Plugin-License-Name")).isEqualTo("MIT");
            assertThat(List.of(of.getValue("Plugin-Dependencies").split(",", -1)))
                    .allMatch(dependency -> dependency.matches("[a-z-]+:[^:;]+"))
                    .extracting(dependency -> dependency.substring(0, dependency.indexOf(':')))
                    .containsExactly(
                            "workflow-step-api",
                            "workflow-api",
                            "pipeline-input-step",
                            "credentials",
                            "plain-credentials");
        }
    }

    @Test
    void theArchiveHoldsJarsOnly() throws IOException {
        try (ZipFile archive = new ZipFile(ARCHIVE.toFile())) {
            assertThat(archive.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .allMatch(name -> name.equals("META-INF/MANIFEST.MF") || name.matches("WEB-INF/lib/[^/]+\\.jar"));
        }
        assertThat(Files.size(ARCHIVE)).isLessThan(MOST_BYTES);
    }

    @Test
    void thePluginsPageIsThereAndEscapes() throws IOException {
        assertThat(own("index.jelly")).startsWith("<?jelly escape-by-default='true'?>");
        assertThat(own("META-INF/services/annotations/org.jenkinsci.Symbol"))
                .contains("io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration");
    }

    @Test
    void theIndexOfExtensionsNamesEveryOne(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        List<URL> urls = new ArrayList<>();
        try (ZipFile archive = new ZipFile(ARCHIVE.toFile())) {
            for (ZipEntry entry : entries(archive)) {
                Path jar = folder.resolve(entry.getName().substring(LIB.length()));
                try (InputStream bytes = archive.getInputStream(entry)) {
                    Files.copy(bytes, jar);
                }
                urls.add(jar.toUri().toURL());
            }
        }
        // What Jenkins has itself: everything of this class path that is neither the plugin nor a test.
        for (String path : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator, -1)) {
            if (path.matches(".*(jenkins-api|stapler|sezpoz|guava|slf4j-api).*")) {
                urls.add(Path.of(path).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            @SuppressWarnings("unchecked")
            Class<? extends java.lang.annotation.Annotation> extension =
                    (Class<? extends java.lang.annotation.Annotation>) loader.loadClass("hudson.Extension");
            Class<?> index = loader.loadClass(Index.class.getName());
            Iterable<?> items = (Iterable<?>) index.getMethod("load", Class.class, Class.class, ClassLoader.class)
                    .invoke(null, extension, Object.class, loader);
            List<String> indexed = new ArrayList<>();
            Class<?> item = loader.loadClass(IndexItem.class.getName());
            for (Object one : items) {
                indexed.add(((Class<?>) item.getMethod("element").invoke(one)).getName());
            }
            assertThat(indexed)
                    .containsExactlyInAnyOrderElementsOf(PluginClasses.all().stream()
                            .filter(type -> type.isAnnotationPresent(hudson.Extension.class))
                            .map(Class::getName)
                            .toList());
        }
    }

    @Test
    void everyBundledJarIsOnTheListWithItsLicence() throws IOException {
        Map<String, String> licences = new TreeMap<>();
        for (String line : Files.readAllLines(BUNDLED)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] columns = line.split("\\s+", 2);
                assertThat(columns).as("a licence of %s", line).hasSize(2);
                licences.put(columns[0], columns[1]);
            }
        }
        try (ZipFile archive = new ZipFile(ARCHIVE.toFile())) {
            List<String> jars = entries(archive).stream()
                    .map(entry -> entry.getName().substring(LIB.length()))
                    .sorted()
                    .toList();
            assertThat(jars).containsExactlyElementsOf(licences.keySet());
            assertThat(jars.stream().map(jar -> jar.replaceAll("-\\d.*", "")))
                    .as("no jar in two versions")
                    .doesNotHaveDuplicates();
            assertThat(jars.stream().map(jar -> jar.replaceAll("-\\d.*", "")))
                    .contains("rds", "elasticache", "s3", "sns", "cloudwatch", "kms", "sts", "backup", "apache-client");
        }
    }

    @Test
    void nothingIsBundledThatJenkinsHas() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (ZipFile archive = new ZipFile(ARCHIVE.toFile())) {
            for (ZipEntry entry : entries(archive)) {
                try (JarInputStream jar = new JarInputStream(archive.getInputStream(entry))) {
                    for (ZipEntry file = jar.getNextEntry(); file != null; file = jar.getNextEntry()) {
                        String name = file.getName();
                        if (name.endsWith(".class") && BANNED.stream().anyMatch(name::startsWith)) {
                            wrong.add(entry.getName() + " " + name);
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void anotherBuildMakesTheSameArchive() throws IOException {
        try (ZipFile archive = new ZipFile(ARCHIVE.toFile())) {
            List<String> names = archive.stream().map(ZipEntry::getName).toList();
            assertThat(new TreeSet<>(names)).hasSameSizeAs(names);
            assertThat(archive.stream().map(ZipEntry::getTimeLocal).distinct())
                    .as("every entry has the one time of the build")
                    .hasSize(1);
            try (JarInputStream own = new JarInputStream(archive.getInputStream(archive.getEntry(OWN)))) {
                List<Object> times = new ArrayList<>();
                for (ZipEntry file = own.getNextEntry(); file != null; file = own.getNextEntry()) {
                    times.add(file.getTimeLocal());
                }
                assertThat(times.stream().distinct()).hasSize(1);
            }
        }
    }

    private static List<? extends ZipEntry> entries(ZipFile archive) {
        return archive.stream()
                .filter(entry ->
                        entry.getName().startsWith(LIB) && entry.getName().endsWith(".jar"))
                .toList();
    }

    private static String own(String name) throws IOException {
        try (ZipFile archive = new ZipFile(ARCHIVE.toFile());
                InputStream bytes = archive.getInputStream(archive.getEntry(OWN));
                JarInputStream jar = new JarInputStream(new ByteArrayInputStream(bytes.readAllBytes()))) {
            for (ZipEntry file = jar.getNextEntry(); file != null; file = jar.getNextEntry()) {
                if (file.getName().equals(name)) {
                    return new String(jar.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError(name + " is missing");
    }
}
