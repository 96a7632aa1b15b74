package io.labelmint.dr.jenkins;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.io.xml.StaxDriver;
import com.thoughtworks.xstream.security.NoTypePermission;
import java.util.Set;

/**
 * XML as Jenkins writes builds and configuration with it: XStream, behind a filter like Jenkins' own (JEP-200), which
 * lets through what the JDK is made of and what is in the jar of the plugin, and neither the engine nor the SDK. The
 * filter is asked when writing, too; here that is done by reading back what was written.
 */
public final class JenkinsXml {
    private JenkinsXml() {}

    /** The text of {@code object}, which can be read again. */
    public static String write(Object object) {
        String text = xstream().toXML(object);
        if (object instanceof Iterable<?>) {
            read(text);
        }
        return text;
    }

    /** The object of {@code text}. */
    public static Object read(String text) {
        return xstream().fromXML(text);
    }

    /** Gives {@code object} the fields of {@code text}. */
    public static void readInto(Object object, String text) {
        xstream().fromXML(text, object);
    }

    private static XStream xstream() {
        XStream xstream = new XStream(new StaxDriver());
        xstream.addPermission(NoTypePermission.NONE);
        xstream.addPermission(JenkinsXml::isLetThrough);
        return xstream;
    }

    private static boolean isLetThrough(Class<?> type) {
        return type == null
                || type.isPrimitive()
                || Set.of(
                                "java.lang.String",
                                "java.util.List",
                                "java.util.ArrayList",
                                "java.util.LinkedHashMap",
                                "java.util.TreeMap")
                        .contains(type.getName())
                || (type.getPackageName().startsWith("io.labelmint.dr.jenkins")
                        && !type.isRecord()
                        && !type.getPackageName().startsWith("io.labelmint.dr.jenkins.runtime"));
    }
}
