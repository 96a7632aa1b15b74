package io.labelmint.dr.aws;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SessionNameTest {
    @Test
    void aNameThatAwsAcceptsStaysAsItIs() {
        assertThat(SessionName.of("restore-2026-11-22@3").value()).isEqualTo("restore-2026-11-22@3");
    }

    @Test
    void aBuildStaysRecognizable() {
        assertThat(SessionName.of("folder/dr nightly #41").value()).matches("folder-dr-nightly-41-[0-9a-f]{8}");
    }

    @Test
    void twoBuildsThatLookAlikeOnceSanitizedDiffer() {
        assertThat(SessionName.of("job #4")).isNotEqualTo(SessionName.of("job 4"));
    }

    @Property
    void anyRunHasAValidName(@ForAll String run) {
        assertThat(SessionName.of(run).value()).matches("[A-Za-z0-9_+=,.@-]{2,64}");
    }
}
