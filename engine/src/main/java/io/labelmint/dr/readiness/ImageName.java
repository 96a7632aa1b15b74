package io.labelmint.dr.readiness;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a container image, taken apart.
 *
 * @param registry the private registry of ECR it is in; empty for any other registry
 * @param repository the repository, with its host where that is not ECR's
 * @param reference its tag, or its digest, which is stronger
 */
record ImageName(Optional<Registry> registry, String repository, String reference) {
    /** Amazon ECR User Guide, "Private registry": account.dkr.ecr.region.amazonaws.com, or .amazonaws.com.cn. */
    private static final Pattern ECR =
            Pattern.compile("([0-9]{12})\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?/(.+)");

    /** "latest" is what an image without a tag means (Docker reference, "docker image pull"). */
    private static final String LATEST = "latest";

    /**
     * A registry.
     *
     * @param account its id
     * @param region its region
     */
    record Registry(String account, String region) {}

    /** The image called {@code image} in a task definition. */
    static ImageName of(String image) {
        Matcher ecr = ECR.matcher(image);
        boolean inEcr = ecr.matches();
        String rest = inEcr ? ecr.group(3) : image;
        Optional<Registry> registry = inEcr ? Optional.of(new Registry(ecr.group(1), ecr.group(2))) : Optional.empty();
        int digest = rest.indexOf('@');
        String named = digest < 0 ? rest : rest.substring(0, digest);
        // A colon before the last slash is that of a port.
        int tag = named.indexOf(':', named.lastIndexOf('/') + 1);
        String repository = tag < 0 ? named : named.substring(0, tag);
        String reference = digest >= 0 ? rest.substring(digest + 1) : tag < 0 ? LATEST : named.substring(tag + 1);
        return new ImageName(registry, repository, reference);
    }

    /** Its name without the registry, which differs between regions. */
    String local() {
        return repository + (reference.startsWith("sha256:") ? "@" : ":") + reference;
    }
}
