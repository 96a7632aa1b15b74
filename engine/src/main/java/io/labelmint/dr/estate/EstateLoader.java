package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.MistakesException;
import io.labelmint.dr.estate.yaml.Reading;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.TextFile;
import io.labelmint.dr.estate.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads an estate from its file, or says everything that is wrong with it at once. */
public final class EstateLoader {
    private static final List<BiConsumer<Section, Mistakes>> RULES = List.of(
            RegionRules::check,
            ArnRules::check,
            NameRules::check,
            DatabaseRules::check,
            RestoreRules::check,
            MaskingRules::check,
            ValidationRules::check,
            CacheRules::check,
            CacheRestoreRules::check,
            BucketRules::check,
            TrafficRules::check,
            RetentionRules::check,
            ApprovalRules::check,
            NotificationRules::check);

    private EstateLoader() {}

    /**
     * The estate declared in {@code file}.
     *
     * @throws MistakesException when the file cannot be read or is not an estate; nothing else is thrown
     */
    public static Estate load(Path file) {
        return parse(TextFile.read(file), file.toString());
    }

    /**
     * The estate declared in {@code text}.
     *
     * @param text YAML
     * @param fileName what messages call the text
     * @throws MistakesException when it is not an estate; nothing else is thrown
     */
    public static Estate parse(String text, String fileName) {
        TextFile.bound(text, fileName);
        Mistakes mistakes = new Mistakes(fileName, text);
        Optional<Section> estate = section(text, mistakes);
        estate.ifPresent(section -> RULES.forEach(rule -> rule.accept(section, mistakes)));
        mistakes.throwIfAny();
        return EstateKeys.build(estate.orElseThrow(), text, sha256(text));
    }

    /** What is written in the source of an estate, which has no mistakes. */
    static Section read(String source) {
        return section(source, new Mistakes("", source)).orElseThrow();
    }

    private static Optional<Section> section(String text, Mistakes mistakes) {
        return YamlText.read(text, mistakes)
                .flatMap(root -> EstateKeys.TYPE.read(root, Reading.root(mistakes, EstateKeys.TYPE)));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
