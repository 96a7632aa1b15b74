package hudson;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.util.AbstractList;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class ExtensionList<T> extends AbstractList<T> {
    ExtensionList() {}

    public static <U> U lookupSingleton(Class<U> type) {
        throw SignatureOnly.called();
    }

    @Override
    public T get(int index) {
        throw SignatureOnly.called();
    }

    @Override
    public int size() {
        throw SignatureOnly.called();
    }
}
