package io.labelmint.dr.jenkins.docs;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What a step can be given, read from its class: what Jenkins binds, and nothing else. */
final class StepFields {
    private static final Map<Type, String> TYPES =
            Map.of(String.class, "text", boolean.class, "boolean", double.class, "number", int.class, "whole number");

    private StepFields() {}

    /**
     * One thing a step can be given.
     *
     * @param name the name in a pipeline
     * @param type its type, in words
     * @param standard what it is if it is left out; empty where that is nothing
     * @param mandatory whether it cannot be left out
     */
    record StepField(String name, String type, String standard, boolean mandatory) {}

    /** Those of {@code step}: what all steps share first, then in the order of the source. */
    static List<StepField> of(Class<?> step) throws ReflectiveOperationException {
        Constructor<?> constructor = Arrays.stream(step.getConstructors())
                .filter(candidate -> candidate.isAnnotationPresent(DataBoundConstructor.class))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(step + " has no @DataBoundConstructor"));
        // Only texts are mandatory in any step; another type would fail here.
        Object plain = constructor.newInstance(
                Arrays.stream(constructor.getParameters()).map(parameter -> "").toArray());
        List<StepField> fields = new ArrayList<>();
        for (Parameter parameter : constructor.getParameters()) {
            fields.add(new StepField(parameter.getName(), words(parameter.getType()), "", true));
        }
        add(step, plain, fields);
        return fields;
    }

    private static void add(Class<?> type, Object plain, List<StepField> fields) throws ReflectiveOperationException {
        if (type.getSuperclass() != null) {
            add(type.getSuperclass(), plain, fields);
        }
        List<Method> setters = new ArrayList<>(Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .toList());
        for (Field field : type.getDeclaredFields()) {
            String name = field.getName();
            for (Method setter : List.copyOf(setters)) {
                if (setter.getName().equals("set" + capital(name))) {
                    setters.remove(setter);
                    fields.add(new StepField(
                            name, words(setter.getGenericParameterTypes()[0]), value(plain, name), false));
                }
            }
        }
        if (!setters.isEmpty()) {
            throw new IllegalArgumentException("There is no field of that name for " + setters);
        }
    }

    private static String words(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return "list of " + words(list.getActualTypeArguments()[0]);
        }
        String words = TYPES.get(type);
        if (words == null) {
            throw new IllegalArgumentException("The pages have no word for the type " + type + "; add one to TYPES");
        }
        return words;
    }

    private static String value(Object plain, String name) throws ReflectiveOperationException {
        Object value = getter(plain.getClass(), name).invoke(plain);
        if (value instanceof Double number) {
            return number == Math.rint(number) ? Long.toString(number.longValue()) : number.toString();
        }
        return value instanceof List<?> list && list.isEmpty() ? "" : value.toString();
    }

    private static Method getter(Class<?> type, String name) throws NoSuchMethodException {
        try {
            return type.getMethod("get" + capital(name));
        } catch (NoSuchMethodException e) {
            return type.getMethod("is" + capital(name));
        }
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
