package io.labelmint.dr.jenkins.api;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A signature beside the type it stands for. */
final class TypeComparison {
    /** Modifiers a caller's class file depends on, or that say how a type may be used. */
    private static final int TYPE = Modifier.ABSTRACT | Modifier.FINAL | Modifier.INTERFACE | Modifier.STATIC;

    private static final int MEMBER = Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;

    private final Class<?> stub;
    private final Class<?> truth;

    TypeComparison(Class<?> stub, Class<?> truth) {
        this.stub = stub;
        this.truth = truth;
    }

    /** Adds what is not so to {@code lies}; the number of members compared. */
    int into(List<String> lies) {
        List<String> found = new ArrayList<>();
        type(found);
        int members = 0;
        for (Constructor<?> constructor : stub.getDeclaredConstructors()) {
            if (visible(constructor.getModifiers())) {
                members++;
                executable(constructor, constructor(constructor), found);
            }
        }
        for (Method method : stub.getDeclaredMethods()) {
            if (visible(method.getModifiers()) && !method.isSynthetic() && !ofEnum(method)) {
                members++;
                executable(method, method(method), found);
            }
        }
        for (Field field : stub.getDeclaredFields()) {
            if (visible(field.getModifiers())) {
                members++;
                field(field, found);
            }
        }
        found.forEach(lie -> lies.add(stub.getName() + ": " + lie));
        return members;
    }

    private void type(List<String> found) {
        same("modifiers", stub.getModifiers() & TYPE, truth.getModifiers() & TYPE, found);
        same("type parameters", generics(stub.getTypeParameters()), generics(truth.getTypeParameters()), found);
        List<String> ancestors = new ArrayList<>();
        ancestors(truth, ancestors);
        Stream.concat(Stream.ofNullable(stub.getSuperclass()), Arrays.stream(stub.getInterfaces()))
                .map(Class::getName)
                .filter(ancestor -> !ancestors.contains(ancestor))
                .forEach(ancestor -> found.add("is no " + ancestor));
        if (stub.isAnnotation()) {
            same(
                    "retention",
                    SignatureConformanceTest.retention(stub),
                    SignatureConformanceTest.retention(truth),
                    found);
        }
        if (stub.isEnum()) {
            List<String> constants = names(truth.getEnumConstants());
            names(stub.getEnumConstants()).stream()
                    .filter(constant -> !constants.contains(constant))
                    .forEach(constant -> found.add("has no constant " + constant));
        }
    }

    private static void ancestors(Class<?> type, List<String> names) {
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .forEach(ancestor -> {
                    names.add(ancestor.getName());
                    ancestors(ancestor, names);
                });
    }

    private Optional<Constructor<?>> constructor(Constructor<?> wanted) {
        return Arrays.stream(truth.getDeclaredConstructors())
                .filter(other -> erased(other).equals(erased(wanted)))
                .findFirst();
    }

    /** Declared by the real type, or inherited: a call compiles to the same either way. */
    private Optional<Method> method(Method wanted) {
        for (Class<?> type = truth; type != null; type = type.getSuperclass()) {
            Optional<Method> declared = Arrays.stream(type.getDeclaredMethods())
                    .filter(other -> other.getName().equals(wanted.getName())
                            && erased(other).equals(erased(wanted))
                            && other.getReturnType()
                                    .getName()
                                    .equals(wanted.getReturnType().getName()))
                    .findFirst();
            if (declared.isPresent()) {
                return declared;
            }
        }
        return Arrays.stream(truth.getMethods())
                .filter(other -> other.getName().equals(wanted.getName())
                        && erased(other).equals(erased(wanted))
                        && other.getReturnType()
                                .getName()
                                .equals(wanted.getReturnType().getName()))
                .findFirst();
    }

    private static void executable(Executable wanted, Optional<? extends Executable> real, List<String> found) {
        if (real.isEmpty()) {
            found.add("has no " + wanted.toGenericString());
            return;
        }
        Executable is = real.get();
        boolean method = wanted instanceof Method
                && is.getDeclaringClass()
                        .getName()
                        .equals(wanted.getDeclaringClass().getName());
        if (method) {
            same(wanted + " modifiers", wanted.getModifiers() & MEMBER, is.getModifiers() & MEMBER, found);
            same(
                    wanted + " returns",
                    ((Method) wanted).getGenericReturnType().getTypeName(),
                    ((Method) is).getGenericReturnType().getTypeName(),
                    found);
            same(
                    wanted + " type parameters",
                    generics(wanted.getTypeParameters()),
                    generics(is.getTypeParameters()),
                    found);
        }
        same(wanted + " static", Modifier.isStatic(wanted.getModifiers()), Modifier.isStatic(is.getModifiers()), found);
        same(wanted + " public", Modifier.isPublic(wanted.getModifiers()), Modifier.isPublic(is.getModifiers()), found);
        if (method || wanted instanceof Constructor) {
            same(wanted + " takes", generic(wanted), generic(is), found);
            same(wanted + " throws", thrown(wanted), thrown(is), found);
        }
    }

    private void field(Field wanted, List<String> found) {
        try {
            Field is = truth.getDeclaredField(wanted.getName());
            same(
                    wanted + " type",
                    wanted.getGenericType().getTypeName(),
                    is.getGenericType().getTypeName(),
                    found);
            same(wanted + " modifiers", wanted.getModifiers() & MEMBER, is.getModifiers() & MEMBER, found);
        } catch (NoSuchFieldException e) {
            found.add("has no field " + wanted.getName());
        }
    }

    private static void same(String what, Object wanted, Object is, List<String> found) {
        if (!wanted.equals(is)) {
            found.add(what + ": " + wanted + ", and really " + is);
        }
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean ofEnum(Method method) {
        return method.getDeclaringClass().isEnum() && method.getName().matches("values|valueOf");
    }

    private static List<String> erased(Executable executable) {
        return Arrays.stream(executable.getParameterTypes()).map(Class::getName).toList();
    }

    private static List<String> generic(Executable executable) {
        return Arrays.stream(executable.getGenericParameterTypes())
                .map(java.lang.reflect.Type::getTypeName)
                .toList();
    }

    /** Unchecked ones are documentation. */
    private static String thrown(Executable executable) {
        return Arrays.stream(executable.getExceptionTypes())
                .filter(thrown -> !RuntimeException.class.isAssignableFrom(thrown))
                .map(Class::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static List<String> generics(java.lang.reflect.TypeVariable<?>... parameters) {
        return Arrays.stream(parameters)
                .map(parameter -> Arrays.stream(parameter.getBounds())
                        .map(java.lang.reflect.Type::getTypeName)
                        .collect(Collectors.joining("&")))
                .toList();
    }

    private static List<String> names(Object... constants) {
        return Arrays.stream(constants).map(Object::toString).toList();
    }
}
