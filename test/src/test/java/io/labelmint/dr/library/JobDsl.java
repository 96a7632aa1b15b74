package io.labelmint.dr.library;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;

/** Reads a Job DSL script: every call is recorded as {@code path.to.method = argument}, by job. */
public final class JobDsl extends GroovyObjectSupport {
    private final Map<String, Map<String, List<Object>>> jobs = new LinkedHashMap<>();
    private String job = "";
    private String path = "";

    /** What the script calls, by name of the job. */
    static Map<String, Map<String, List<Object>>> jobs(Path script) throws IOException {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(DelegatingScript.class.getName());
        JobDsl recorder = new JobDsl();
        DelegatingScript parsed = (DelegatingScript)
                new GroovyShell(JobDsl.class.getClassLoader(), new Binding(), configuration).parse(script.toFile());
        parsed.setDelegate(recorder);
        parsed.run();
        return recorder.jobs;
    }

    @Override
    public Object invokeMethod(String name, Object arguments) {
        Object[] given = (Object[]) arguments;
        String outer = path;
        if (name.equals("pipelineJob")) {
            job = given[0].toString();
            jobs.put(job, new LinkedHashMap<>());
        } else {
            path = path.isEmpty() ? name : path + "." + name;
            jobs.get(job)
                    .computeIfAbsent(path, key -> new ArrayList<>())
                    .add(given.length == 0 || given[0] instanceof Closure ? "" : given[0].toString());
        }
        if (given.length > 0 && given[given.length - 1] instanceof Closure<?> body) {
            body.setDelegate(this);
            body.setResolveStrategy(Closure.DELEGATE_FIRST);
            body.call();
        }
        path = outer;
        return null;
    }
}
