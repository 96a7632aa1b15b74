package io.labelmint.dr.evidence;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what was left out of records read from JSON: a missing field is read as null, and code that relies on the record
 * would stumble over it.
 */
final class Completeness {
    private Completeness() {}

    /** The paths of all nulls in {@code value}, for example {@code operations/0/began}. */
    static List<String> missing(Object value) {
        List<String> missing = new ArrayList<>();
        look(value, "", missing);
        return missing;
    }

    private static void look(Object value, String path, List<String> missing) {
        if (value == null) {
            missing.add(path);
        } else if (value instanceof Record some) {
            for (RecordComponent component : some.getClass().getRecordComponents()) {
                look(component(some, component), join(path, component.getName()), missing);
            }
        } else if (value instanceof Optional<?> some) {
            some.ifPresent(present -> look(present, path, missing));
        } else if (value instanceof Collection<?> some) {
            int index = 0;
            for (Object element : some) {
                look(element, join(path, String.valueOf(index++)), missing);
            }
        } else if (value instanceof Map<?, ?> some) {
            some.forEach((key, element) -> look(element, join(path, String.valueOf(key)), missing));
        }
    }

    private static Object component(Record owner, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            // The record itself may be nested in a class of another package.
            accessor.setAccessible(true);
            return accessor.invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a component of a record cannot be read: " + component, e);
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
