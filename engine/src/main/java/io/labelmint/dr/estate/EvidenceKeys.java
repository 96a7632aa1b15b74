package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;

/** The keys of how evidence is kept. */
final class EvidenceKeys {
    static final Key<String> KMS_KEY = Key.required(
            "kmsKey",
            Words.SIGNING_KEY,
            "Asymmetric KMS key in the DR region, ECC_NIST_P256 or RSA, of the usage SIGN_VERIFY; by its ARN, because an"
                    + " alias can be pointed elsewhere.");
    static final Key<Section> SIGNING = Key.optional(
            "signing", Mapping.of(KMS_KEY), "What evidence is signed with; without it, it is chained, but not signed.");
    static final Key<Section> EVIDENCE = Key.optional("evidence", Mapping.of(SIGNING), "How evidence is kept.");

    private EvidenceKeys() {}

    static EvidenceKeeping build(Section evidence) {
        return new EvidenceKeeping(evidence.get(SIGNING).map(signing -> signing.require(KMS_KEY)));
    }
}
