package com.cloudbees.plugins.credentials;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.model.Run;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The credentials of a controller in a test, in place of the signature: those that were put there. */
public abstract class CredentialsProvider {
    private static final Map<String, IdCredentials> KEPT = new ConcurrentHashMap<>();
    private static final List<String> TRACKED = new CopyOnWriteArrayList<>();

    protected CredentialsProvider() {}

    /** Keeps {@code credentials}. */
    public static void put(IdCredentials credentials) {
        KEPT.put(credentials.getId(), credentials);
    }

    /** Builds and the ids of credentials they used. */
    public static List<String> tracked() {
        return List.copyOf(TRACKED);
    }

    public static <C extends IdCredentials> C findCredentialById(String id, Class<C> type, Run<?, ?> run) {
        IdCredentials found = KEPT.get(id);
        return type.isInstance(found) ? type.cast(found) : null;
    }

    public static <C extends Credentials> C track(Run<?, ?> build, C credentials) {
        TRACKED.add(build.getExternalizableId() + " " + ((IdCredentials) credentials).getId());
        return credentials;
    }
}
