package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FakeJob;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.labelmint.dr.jenkins.config.NamedEstate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.POST;

/** What anybody who reaches the controller can call: every method Jenkins turns into an address. */
final class FormsTest {
    /** What forms ask. */
    private static final String FORMS = "do(Check|Fill)[A-Z].*";

    @TempDir
    Path home;

    private FakeController controller;

    @BeforeEach
    void start() {
        controller = new FakeController(home);
        controller.configuration.setEstates(
                List.of(new NamedEstate("secretive", FakeController.example("minimal.yaml"))));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void everyAddressWantsPostAndNobodyWithoutPermissionLearnsAnything() throws Exception {
        List<Method> addresses = addresses();
        assertThat(addresses)
                .extracting(Method::getName)
                .contains("doCheckEstateYaml", "doFillEstateItems", "doCheckYaml");
        controller.jenkins.refuse(true);
        for (Method address : addresses) {
            assertThat(address.isAnnotationPresent(POST.class) || address.isAnnotationPresent(RequirePOST.class))
                    .as("%s wants POST", address)
                    .isTrue();
            // On a page of its own, and on that of a job.
            assertNothingIsTold(address, null);
            assertNothingIsTold(address, new FakeJob("dr-daily").refusing());
        }
    }

    @Test
    void whatIsNoFormIsADownloadOrWantsPost() throws Exception {
        assertThat(methods("do[A-Z].*"))
                .filteredOn(method -> !method.getName().matches(FORMS))
                .extracting(Method::getName)
                .contains("doVerify")
                .allMatch(name ->
                        List.of("doZip", "doEvidence", "doJunit", "doVerify").contains(name));
        assertThat(methods("doVerify")).allMatch(method -> method.isAnnotationPresent(RequirePOST.class));
    }

    @Test
    void whoMayConfigureTheJobIsHelped() {
        DrStepDescriptor descriptor = new DrBackupStep.DescriptorImpl();
        FakeJob job = new FakeJob("dr-daily");
        controller.jenkins.refuse(true); // no administrator

        assertThat(descriptor.doFillEstateItems(job))
                .extracting(option -> option.value)
                .containsExactly("", "secretive");
        assertThat(descriptor.doCheckEstateYaml(job, "", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckEstateYaml(job, "", "secretive").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckEstateYaml(job, "project: acme", "secretive").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckEstateYaml(job, "project: acme", "")).hasMessageContaining("line:1:");
        assertThat(descriptor.doCheckEstateYaml(job, FakeController.example("minimal.yaml"), ""))
                .hasMessage("Estate acme-production with 2 stores, from us-east-1 into us-west-2.");
        assertThat(descriptor.doCheckPace(job, "NaN").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckPace(job, "60").kind).isEqualTo(FormValidation.Kind.OK);
        DrNotifyStep.DescriptorImpl notice = new DrNotifyStep.DescriptorImpl();
        assertThat(notice.doFillWhenItems(job)).hasSize(3);
        assertThat(notice.doCheckRuns(job, "No Run").kind).isEqualTo(FormValidation.Kind.WARNING);
        assertThat(notice.doCheckRuns(job, "").kind).isEqualTo(FormValidation.Kind.OK);
    }

    private static void assertNothingIsTold(Method address, Item item) throws Exception {
        boolean onlyForAdministrators = Stream.of(address.getParameters())
                .noneMatch(parameter -> parameter.isAnnotationPresent(AncestorInPath.class));
        Object[] arguments = Stream.of(address.getParameters())
                .map(parameter -> argument(parameter, item))
                .toArray();
        Object target =
                address.getDeclaringClass() == io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration.class
                        ? io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration.get()
                        : instance(address.getDeclaringClass());
        try {
            Object told = address.invoke(target, arguments);
            assertThat(told)
                    .as("%s tells nobody anything", address)
                    .isInstanceOfSatisfying(
                            ListBoxModel.class, list -> assertThat(list).allMatch(option -> option.value.isEmpty()));
        } catch (InvocationTargetException e) {
            assertThat(e.getCause())
                    .as("%s asks for a permission first (administrator's: %s)", address, onlyForAdministrators)
                    .isInstanceOf(Jenkins.Refused.class);
        }
    }

    private static Object argument(Parameter parameter, Item item) {
        return parameter.isAnnotationPresent(AncestorInPath.class) ? item : "~wrong~";
    }

    private static Object instance(Class<?> type) throws ReflectiveOperationException {
        Class<?> concrete = type == DrStepDescriptor.class
                ? DrBackupStep.DescriptorImpl.class
                : type == PlannedStepDescriptor.class ? DrRestorePitrStep.DescriptorImpl.class : type;
        return concrete.getDeclaredConstructor().newInstance();
    }

    private static List<Method> addresses() throws Exception {
        return methods(FORMS);
    }

    private static List<Method> methods(String name) throws Exception {
        List<Method> found = new ArrayList<>();
        for (Class<?> type : PluginClasses.all()) {
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isPublic(method.getModifiers())
                        && !method.isBridge()
                        && method.getName().matches(name)) {
                    found.add(method);
                }
            }
        }
        return found;
    }
}
