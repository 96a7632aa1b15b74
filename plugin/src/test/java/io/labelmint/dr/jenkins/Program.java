package io.labelmint.dr.jenkins;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jboss.marshalling.Marshaller;
import org.jboss.marshalling.Marshalling;
import org.jboss.marshalling.MarshallingConfiguration;
import org.jboss.marshalling.SimpleClassResolver;
import org.jboss.marshalling.Unmarshaller;
import org.jboss.marshalling.river.RiverMarshallerFactory;

/** What Jenkins keeps of a running pipeline in {@code program.dat}: objects in the form of JBoss Marshalling's River. */
final class Program {
    private Program() {}

    /** {@code object} as Jenkins writes it. */
    static byte[] write(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Marshaller marshaller = new RiverMarshallerFactory().createMarshaller(configuration())) {
            marshaller.start(Marshalling.createByteOutput(bytes));
            marshaller.writeObject(object);
            marshaller.finish();
        }
        return bytes.toByteArray();
    }

    /** The object Jenkins reads from {@code bytes}. */
    static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (Unmarshaller unmarshaller = new RiverMarshallerFactory().createUnmarshaller(configuration())) {
            unmarshaller.start(Marshalling.createByteInput(new ByteArrayInputStream(bytes)));
            Object object = unmarshaller.readObject();
            unmarshaller.finish();
            return object;
        }
    }

    private static MarshallingConfiguration configuration() {
        MarshallingConfiguration configuration = new MarshallingConfiguration();
        configuration.setClassResolver(new SimpleClassResolver(Program.class.getClassLoader()));
        return configuration;
    }
}
