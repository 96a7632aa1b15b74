package io.labelmint.dr.observatory;

import io.labelmint.dr.outside.WebGet;
import java.net.URI;
import java.util.List;

/**
 * What a user gets who asks for a page.
 *
 * @param region the region whose standing it tells of; it is asked from here, by whatever way the name leads
 * @param url the page
 */
public record WebAnswer(String region, URI url) implements Query<WebGet.Answer> {
    /** Ours: a user's page may be asked for as often as an impatient user would. */
    private static final Api API = Api.published("web", "Get", 10);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public WebGet.Answer fetch(Pages pages) {
        pages.count();
        return pages.web().get(url);
    }

    /** None: it is no call of AWS. */
    @Override
    public List<String> permissions() {
        return List.of();
    }
}
