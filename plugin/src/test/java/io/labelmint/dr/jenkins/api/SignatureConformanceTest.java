package io.labelmint.dr.jenkins.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares every signature of {@code jenkins-api} with the real types, where their jars are at hand:
 *
 * <pre>{@code mvn verify -Djenkins.libs=FOLDER -Djenkins.libs.origin="where they are from"}</pre>
 *
 * <p>A member of a signature must be a member of the real type, with the same types, the same generics and the same
 * modifiers that a caller's class file depends on; the real type may have more. What was compared is written to
 * {@code docs/conformance.md}, where those without the jars can read it.
 */
final class SignatureConformanceTest {
    private static final String LIBS = System.getProperty("jenkins.libs", "");
    private static final String HERE = SignatureOnly.class.getPackageName();

    @Test
    void everySignatureIsThatOfTheRealType() throws Exception {
        assumeThat(LIBS)
                .as("-Djenkins.libs=FOLDER names the folder of the real jars")
                .isNotEmpty();
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(LIBS))) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        Path classes = Path.of(SignatureOnly.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> lies = new ArrayList<>();
        Map<String, String> compared = new TreeMap<>();
        try (URLClassLoader real = loader(jars);
                URLClassLoader signed = loader(withoutFakes())) {
            for (String name : signatures(classes)) {
                Class<?> stub = Class.forName(name, false, signed);
                Class<?> truth = Class.forName(name, false, real);
                int members = new TypeComparison(stub, truth).into(lies);
                String jar = Path.of(truth.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .getFileName()
                        .toString();
                compared.merge(jar, members + " " + name, (one, other) -> one + "\n" + other);
            }
        }
        assertThat(lies).isEmpty();
        write(compared, jars);
    }

    /** The class path without the tests, which bring fakes along that have the names of signatures. */
    private static List<Path> withoutFakes() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(Path::of)
                .toList();
    }

    private static URLClassLoader loader(List<Path> jars) throws IOException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static List<String> signatures(Path classes) throws IOException {
        List<String> entries;
        if (Files.isDirectory(classes)) {
            try (Stream<Path> files = Files.walk(classes)) {
                entries = files.map(file -> classes.relativize(file).toString().replace(File.separatorChar, '/'))
                        .toList();
            }
        } else {
            try (JarFile jar = new JarFile(classes.toFile())) {
                entries = jar.stream().map(entry -> entry.getName()).toList();
            }
        }
        return entries.stream()
                .filter(entry -> entry.endsWith(".class") && !entry.endsWith("-info.class"))
                .map(entry ->
                        entry.substring(0, entry.length() - ".class".length()).replace('/', '.'))
                .filter(name -> !name.startsWith(HERE) && !name.matches(".*\\$\\d+"))
                .sorted()
                .toList();
    }

    private static void write(Map<String, String> compared, List<Path> jars) throws Exception {
        StringBuilder page = new StringBuilder("""
                # Conformance of the signatures

                Written by `SignatureConformanceTest`, which compares every type and member of `jenkins-api` with real
                jars when it is given them (`-Djenkins.libs=FOLDER`): kinds, modifiers, super types, erased and generic
                types, exceptions, retention of annotations. All of the following agreed.

                """);
        String origin = System.getProperty("jenkins.libs.origin", "");
        if (!origin.isEmpty()) {
            page.append("The jars: ").append(origin).append(".\n\n");
        }
        for (Path jar : jars) {
            String types = compared.get(jar.getFileName().toString());
            if (types == null) {
                continue;
            }
            page.append("## ")
                    .append(jar.getFileName())
                    .append(version(jar))
                    .append(released(jar) ? "\n\nSHA-256 `" + sha256(jar) + "`" : "")
                    .append("\n\n");
            types.lines().forEach(line -> {
                String[] words = line.split(" ", 2);
                page.append("* `")
                        .append(words[1])
                        .append("`, ")
                        .append(words[0])
                        .append(" members\n");
            });
            page.append("\n");
        }
        Files.writeString(Path.of(System.getProperty("dr.root"), "docs", "conformance.md"), page.toString());
    }

    /** Whether others have the same bytes to compare with: plugins are released as files. */
    private static boolean released(Path jar) throws IOException {
        return !version(jar).isEmpty();
    }

    private static String version(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Plugin-Version");
            return version == null ? "" : " " + version;
        }
    }

    private static String sha256(Path jar) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream bytes = Files.newInputStream(jar)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Retention is part of what an annotation of the plugin's classes does. */
    static String retention(Class<?> annotation) {
        for (Annotation meta : annotation.getDeclaredAnnotations()) {
            if (meta.annotationType().getSimpleName().equals("Retention")) {
                return meta.toString();
            }
        }
        return "none";
    }
}
