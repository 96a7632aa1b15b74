package io.labelmint.dr.readiness;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What a task definition says of its containers. */
final class Containers {
    private Containers() {}

    /**
     * One container.
     *
     * @param image its image
     * @param variables the names of its environment variables, those that are filled from secrets among them; never a value
     */
    record Container(ImageName image, NavigableSet<String> variables) {
        Container {
            variables = Collections.unmodifiableNavigableSet(new TreeSet<>(variables));
        }
    }

    /** Those of {@code definition}, by name. */
    static SortedMap<String, Container> of(TaskDefinition definition) {
        SortedMap<String, Container> all = new TreeMap<>();
        for (ContainerDefinition each : definition.containerDefinitions()) {
            NavigableSet<String> variables = new TreeSet<>();
            each.environment().stream().map(KeyValuePair::name).forEach(variables::add);
            each.secrets().stream().map(Secret::name).forEach(variables::add);
            all.put(each.name(), new Container(ImageName.of(each.image()), variables));
        }
        return all;
    }

    /** Where secrets of {@code definition} come from: of variables, of log drivers, of registries. */
    static NavigableSet<String> secrets(TaskDefinition definition) {
        NavigableSet<String> all = new TreeSet<>();
        for (ContainerDefinition each : definition.containerDefinitions()) {
            each.secrets().stream().map(Secret::valueFrom).forEach(all::add);
            if (each.logConfiguration() != null) {
                each.logConfiguration().secretOptions().stream()
                        .map(Secret::valueFrom)
                        .forEach(all::add);
            }
            if (each.repositoryCredentials() != null
                    && each.repositoryCredentials().credentialsParameter() != null) {
                all.add(each.repositoryCredentials().credentialsParameter());
            }
        }
        return all;
    }
}
