package hudson;

import java.util.AbstractList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The extensions of a controller in a test, in place of the signature: those that were put there. */
public class ExtensionList<T> extends AbstractList<T> {
    private static final Map<Class<?>, Object> SINGLETONS = new ConcurrentHashMap<>();

    private ExtensionList() {}

    /** Has {@code extension} found by its class. */
    public static void put(Object extension) {
        SINGLETONS.put(extension.getClass(), extension);
    }

    public static <U> U lookupSingleton(Class<U> type) {
        return type.cast(SINGLETONS.get(type));
    }

    @Override
    public T get(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public int size() {
        return 0;
    }
}
