package io.labelmint.dr.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadsTest {
    @Test
    void everyQueryThereIsHasItsPermissionsInThePolicy() {
        Set<String> queries = new HashSet<>();
        ArchConfiguration.withThreadLocalScope(configuration -> {
            // Reading the whole SDK to see that its classes are no queries takes half a minute.
            configuration.setResolveMissingDependenciesFromClassPath(false);
            new ClassFileImporter()
                            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                            .importPackages("io.labelmint.dr")
                            .stream()
                            .filter(candidate -> candidate.isAssignableTo(Query.class) && !candidate.isInterface())
                            .map(JavaClass::getName)
                            .forEach(queries::add);
        });

        assertThat(queries).hasSizeGreaterThan(30);
        assertThat(Reads.all().stream().map(query -> query.getClass().getName()))
                .containsAll(queries);
    }

    @Test
    void noQueryNeedsThePermissionToChangeAnything() {
        assertThat(Reads.permissions())
                .allMatch(permission -> permission.matches("[a-z0-9-]+:(Describe|Get|List|Simulate)\\w+")
                        // Of access level Read: it writes a report for who asks, and changes nothing.
                        || permission.equals("iam:GenerateServiceLastAccessedDetails"));
    }
}
