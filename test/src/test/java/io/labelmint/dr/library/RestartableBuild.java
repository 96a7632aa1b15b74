package io.labelmint.dr.library;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.CpsTransformer;
import com.cloudbees.groovy.cps.TransformerConfiguration;
import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jboss.marshalling.Marshalling;
import org.jboss.marshalling.MarshallingConfiguration;
import org.jboss.marshalling.SimpleClassResolver;
import org.jboss.marshalling.river.RiverMarshallerFactory;

/**
 * A build on a controller that is killed and started again at every step: the program is written as Jenkins writes {@code
 * program.dat}, with River, and gone on with from what was written, by classes loaded anew.
 */
final class RestartableBuild {
    private static final Path LIBRARY = Account.ROOT.resolve("test/target/libraries/dr@v1");
    private static final Path CONTROLLER = Account.ROOT.resolve("test/src/test/resources/restart/Controller.groovy");

    /** What the steps answer. */
    interface Answers {
        Object to(String step, Object argument) throws Exception;
    }

    /** The steps, in order, with their arguments. */
    final List<String> steps = new ArrayList<>();

    private int restarts;

    /** Runs the pipeline {@code variable} with {@code arguments} to its end. */
    void run(String variable, Map<String, Object> arguments, Answers answers) throws Exception {
        GroovyClassLoader loader = loader();
        Binding binding = new Binding();
        binding.setVariable("env", new LinkedHashMap<>(Map.of("BUILD_NUMBER", "7")));
        binding.setVariable("params", new LinkedHashMap<>());
        binding.setVariable("currentBuild", new LinkedHashMap<>());
        binding.setVariable("scm", "the repository of the job");
        binding.setVariable("arguments", new LinkedHashMap<>(arguments));
        binding.setVariable("pipeline", script(loader, LIBRARY.resolve("vars/" + variable + ".groovy"), binding));
        Continuable program = new Continuable(InvokerHelper.createScript(loader.loadClass("Jenkinsfile"), binding));
        Object asked = proceed(() -> program.run(null));
        Continuable current = program;
        while (current.isResumable()) {
            List<?> call = (List<?>) asked;
            String step = (String) call.get(0);
            steps.add(step + " " + call.get(1));
            Continuable restarted = restart(current);
            current = restarted;
            Object answer;
            try {
                answer = answers.to(step, call.get(1));
            } catch (Exception failure) {
                asked = proceed(() -> restarted.runByThrow(failure));
                continue;
            }
            asked = proceed(() -> restarted.run(answer));
        }
    }

    /** How often the controller was started again. */
    int restarts() {
        return restarts;
    }

    private Continuable restart(Continuable program) throws IOException, ClassNotFoundException {
        restarts++;
        GroovyClassLoader loader = loader();
        MarshallingConfiguration configuration = new MarshallingConfiguration();
        configuration.setClassResolver(new SimpleClassResolver(loader));
        var factory = new RiverMarshallerFactory();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (var marshaller = factory.createMarshaller(configuration)) {
            marshaller.start(Marshalling.createByteOutput(written));
            marshaller.writeObject(program);
            marshaller.finish();
        }
        try (var unmarshaller = factory.createUnmarshaller(configuration)) {
            unmarshaller.start(Marshalling.createByteInput(new ByteArrayInputStream(written.toByteArray())));
            return (Continuable) unmarshaller.readObject();
        }
    }

    private interface Proceeding {
        Object on() throws InvocationTargetException;
    }

    private static Object proceed(Proceeding proceeding) throws Exception {
        try {
            return proceeding.on();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static Script script(GroovyClassLoader loader, Path file, Binding binding) throws IOException {
        return InvokerHelper.createScript(loader.parseClass(file.toFile()), binding);
    }

    /** The classes of a process of their own. */
    private static GroovyClassLoader loader() throws IOException {
        CompilerConfiguration configuration = new CompilerConfiguration();
        CpsTransformer transformer = new CpsTransformer();
        transformer.setConfiguration(new TransformerConfiguration());
        configuration.addCompilationCustomizers(transformer);
        GroovyClassLoader loader = new GroovyClassLoader(RestartableBuild.class.getClassLoader(), configuration);
        loader.parseClass(Files.readString(CONTROLLER), "Controller.groovy");
        configuration.setScriptBaseClass("restart.Controller");
        loader.parseClass("pipeline.call(arguments)", "Jenkinsfile.groovy");
        loader.addClasspath(LIBRARY.resolve("src").toString());
        loader.addClasspath(LIBRARY.resolve("vars").toString());
        return loader;
    }
}
