package io.labelmint.dr.runbook;

import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call of AWS as AWS's command line takes it, version 1 or 2. Commands and options are named after operations and parameters
 * by one rule, that of {@code xform_name} in botocore; the few names it makes an exception of are none of ours. Lists and
 * structures are given as JSON (AWS CLI User Guide, "Specifying parameter values").
 *
 * @param words its words, beginning with {@code aws}; not quoted
 */
public record AwsCommand(List<String> words) {
    /** Of the services whose command is not called as the prefix of their IAM actions. */
    private static final Map<String, String> COMMANDS = Map.of("s3", "s3api");

    /** Of the flags whose negation is not called {@code --no-}: {@code argrename.py} of the command line, for our services. */
    private static final Map<String, String> NEGATIONS =
            Map.of("ecs enable-execute-command", "disable-execute-command");

    /** {@code _special_case_transform}: a plural of capitals is one word. */
    private static final Pattern PLURAL = Pattern.compile("[A-Z]{2,}s$");

    /** {@code _first_cap_regex}. */
    private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z]+)");

    /** {@code _end_cap_regex}. */
    private static final Pattern CAPITAL = Pattern.compile("([a-z0-9])([A-Z])");

    /**
     * What the command line would take for the place of a parameter instead of its value (AWS CLI User Guide, "Loading a
     * parameter from a file"; version 1 fetches web addresses as well).
     */
    private static final Pattern FETCHED = Pattern.compile("(file|fileb|https?)://.*", Pattern.DOTALL);

    private static final Pattern LISTED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:/_.-]*");

    private static final Json JSON = new Json(List.of());

    public AwsCommand {
        words = List.copyOf(words);
    }

    /** The one that makes {@code call}. */
    public static AwsCommand of(PlannedCall call) {
        List<String> words = new ArrayList<>(List.of(
                "aws",
                COMMANDS.getOrDefault(call.service(), call.service()),
                name(call.operation()),
                "--region",
                call.region()));
        call.endpoint().ifPresent(url -> words.addAll(List.of("--endpoint-url", url)));
        if (call.parameters().values().stream().anyMatch(AwsCommand::wouldBeFetched)) {
            words.addAll(List.of("--cli-input-json", json(call.parameters())));
        } else {
            call.parameters().forEach((name, value) -> words.addAll(option(call.service(), name(name), value)));
        }
        return new AwsCommand(words);
    }

    /** One that reads: {@code service operation} in {@code region}, with {@code options} as they are. */
    static AwsCommand reading(String service, String operation, String region, String... options) {
        List<String> words = new ArrayList<>(List.of("aws", service, operation, "--region", region));
        words.addAll(List.of(options));
        return new AwsCommand(words);
    }

    /** The same, with more words. */
    AwsCommand and(String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return new AwsCommand(all);
    }

    /** The name on the command line of the operation or parameter {@code name}. */
    public static String name(String name) {
        Matcher plural = PLURAL.matcher(name);
        String split = plural.find() ? name.substring(0, plural.start()) + "-" + lower(plural.group()) : name;
        return lower(CAPITAL.matcher(WORD.matcher(split).replaceAll("$1-$2")).replaceAll("$1-$2"));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<String> option(String service, String name, Object value) {
        if (value instanceof Boolean flag) {
            String negation = NEGATIONS.getOrDefault(service + " " + name, "no-" + name);
            return List.of("--" + (flag ? name : negation));
        }
        if (value instanceof Map<?, ?>) {
            return List.of("--" + name, json(value));
        }
        if (value instanceof List<?> list) {
            List<String> words = new ArrayList<>(List.of("--" + name));
            if (!list.isEmpty() && list.stream().allMatch(AwsCommand::listed)) {
                list.forEach(element -> words.add(element.toString()));
            } else {
                words.add(json(value));
            }
            return words;
        }
        String text = value.toString();
        // What begins with a hyphen would be taken for an option.
        return text.startsWith("-") ? List.of("--" + name + "=" + text) : List.of("--" + name, text);
    }

    private static boolean listed(Object element) {
        return element instanceof String text && LISTED.matcher(text).matches() && !wouldBeFetched(text);
    }

    private static boolean wouldBeFetched(Object value) {
        return value instanceof String text && FETCHED.matcher(text).matches();
    }

    private static String json(Object value) {
        return JSON.canonical(value);
    }

    /** The line a person types. */
    @Override
    public String toString() {
        return words.stream().map(Shell::word).collect(Collectors.joining(" "));
    }
}
