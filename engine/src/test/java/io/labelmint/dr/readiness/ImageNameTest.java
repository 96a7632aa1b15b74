package io.labelmint.dr.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
    @ParameterizedTest
    @CsvSource({
        "123456789012.dkr.ecr.us-west-2.amazonaws.com/shop/web:7, us-west-2, shop/web, 7, shop/web:7",
        "123456789012.dkr.ecr.us-west-2.amazonaws.com/web, us-west-2, web, latest, web:latest",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/web:7, cn-north-1, web, 7, web:7",
        "123456789012.dkr.ecr.us-west-2.amazonaws.com/web:7@sha256:0a1b, us-west-2, web, sha256:0a1b, web@sha256:0a1b",
        "registry.example:5000/web, , registry.example:5000/web, latest, registry.example:5000/web:latest",
        "public.ecr.aws/nginx/nginx:1, , public.ecr.aws/nginx/nginx, 1, public.ecr.aws/nginx/nginx:1",
    })
    void isTakenApart(String image, String region, String repository, String reference, String local) {
        ImageName name = ImageName.of(image);

        assertThat(name.registry().map(ImageName.Registry::region).orElse(null)).isEqualTo(region);
        assertThat(name.repository()).isEqualTo(repository);
        assertThat(name.reference()).isEqualTo(reference);
        assertThat(name.local()).isEqualTo(local);
    }
}
