package io.labelmint.dr.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;

/** Groovy sources as the compiler sees them after parsing. */
final class GroovySources {
    private final List<Path> files;
    private final List<ModuleNode> modules = new ArrayList<>();

    private GroovySources(List<Path> files) {
        this.files = List.copyOf(files);
    }

    static GroovySources parse(Path root, String... folders) {
        List<Path> files = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> all = Files.walk(root.resolve(folder))) {
                all.filter(file -> file.toString().endsWith(".groovy")).forEach(files::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        GroovySources sources = new GroovySources(files);
        CompilationUnit unit = new CompilationUnit();
        files.forEach(file -> unit.addSource(file.toFile()));
        unit.compile(Phases.CONVERSION);
        for (Object module : unit.getAST().getModules()) {
            sources.modules.add((ModuleNode) module);
        }
        return sources;
    }

    List<Path> files() {
        return files;
    }

    /** The classes; scripts are none. */
    List<ClassNode> classes() {
        return modules.stream()
                .flatMap(module -> module.getClasses().stream())
                .filter(type -> !type.isScript())
                .toList();
    }

    /** Every method, constructors too. */
    List<MethodNode> methods() {
        List<MethodNode> all = new ArrayList<>();
        for (ModuleNode module : modules) {
            for (ClassNode type : module.getClasses()) {
                all.addAll(type.getMethods());
                all.addAll(type.getDeclaredConstructors());
            }
        }
        return all;
    }

    /** The methods that are transformed. */
    List<MethodNode> inCps() {
        List<MethodNode> all = methods();
        classes().forEach(type -> all.removeAll(outsideCps(type)));
        return all;
    }

    /** The methods that are not transformed: those that say so, and constructors. */
    static List<MethodNode> outsideCps(ClassNode type) {
        List<MethodNode> methods = new ArrayList<>(type.getDeclaredConstructors());
        for (MethodNode method : type.getMethods()) {
            if (method.getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getClassNode().getNameWithoutPackage().equals("NonCPS"))) {
                methods.add(method);
            }
        }
        return methods;
    }

    /** What {@code method} calls, as {@code receiver.method}. */
    static SortedSet<String> calls(MethodNode method) {
        return calls(method, false);
    }

    /** What {@code method} hands a closure to. */
    static SortedSet<String> callsWithClosures(MethodNode method) {
        return calls(method, true);
    }

    private static SortedSet<String> calls(MethodNode method, boolean withClosures) {
        SortedSet<String> calls = new TreeSet<>();
        if (method.getCode() == null) {
            return calls;
        }
        method.getCode().visit(new CodeVisitorSupport() {
            @Override
            public void visitMethodCallExpression(MethodCallExpression call) {
                boolean closure = call.getArguments() instanceof ArgumentListExpression arguments
                        && arguments.getExpressions().stream().anyMatch(ClosureExpression.class::isInstance);
                if (!withClosures || closure) {
                    calls.add(call.getObjectExpression().getText() + "." + call.getMethodAsString());
                }
                super.visitMethodCallExpression(call);
            }
        });
        return calls;
    }
}
