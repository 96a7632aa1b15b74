package io.labelmint.dr.jenkins;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jvnet.hudson.test.JenkinsRule;

/** What a browser without script gets from a Jenkins, as one user. */
final class Web {
    /** What jenkins-test-harness always issues. */
    private static final String CRUMB = "test";

    private final JenkinsRule jenkins;
    private final String user;
    private final HttpClient client = HttpClient.newHttpClient();

    /** As {@code user}, whose password is its name; nobody if empty. */
    Web(JenkinsRule jenkins, String user) {
        this.jenkins = jenkins;
        this.user = user;
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Jenkins-Crumb", CRUMB)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(jenkins.getURL().toString()).resolve(path));
        if (!user.isEmpty()) {
            String pair = Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + pair);
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
