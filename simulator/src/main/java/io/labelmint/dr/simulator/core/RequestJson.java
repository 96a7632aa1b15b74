package io.labelmint.dr.simulator.core;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * SDK requests as JSON-ready maps and back: members under the names AWS's API gives them, blobs in base64, instants in
 * ISO-8601. It walks {@link SdkPojo#sdkFields()}, so it knows every request of every service.
 *
 * <p>Passwords are not written: nothing simulated depends on them, and a journal is no place for them. Of Redis's
 * AuthToken it is written that there is one.
 */
public final class RequestJson {
    private static final String MASK = "********";

    private RequestJson() {}

    /** The members of {@code pojo} that are set, sorted by name. */
    public static Map<String, Object> write(SdkPojo pojo) {
        Map<String, Object> json = new TreeMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = valueOf(field, pojo);
            boolean unset =
                    value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
            if (!unset && !field.memberName().endsWith("Password")) {
                json.put(field.memberName(), field.memberName().equals("AuthToken") ? MASK : written(value));
            }
        }
        return json;
    }

    /** The request of type {@code type} that {@link #write} gave {@code json} for. */
    public static <Q extends SdkPojo> Q read(Map<String, Object> json, Class<Q> type) {
        try {
            return type.cast(filled((SdkPojo) type.getMethod("builder").invoke(null), json));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is not a model class of the SDK", e);
        }
    }

    /** The SDK's getter makes up a random idempotency token where none is set; that would make equal calls differ. */
    private static Object valueOf(SdkField<?> field, SdkPojo pojo) {
        return field.containsTrait(DefaultValueTrait.class) && pojo instanceof SdkRequest request
                ? request.getValueForField(field.memberName(), Object.class).orElse(null)
                : field.getValueOrDefault(pojo);
    }

    private static Object written(Object value) {
        if (value instanceof SdkPojo pojo) {
            return write(pojo);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RequestJson::written).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> json = new TreeMap<>();
            map.forEach((key, entry) -> json.put(key.toString(), written(entry)));
            return json;
        }
        if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    private static Object filled(SdkPojo builder, Map<?, ?> json) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = json.get(field.memberName());
            if (value != null) {
                field.set(builder, read(field, value));
            }
        }
        return ((Buildable) builder).build();
    }

    private static Object read(SdkField<?> field, Object value) {
        MarshallingKnownType type = field.marshallingType().getKnownType();
        return switch (type) {
            case STRING -> value;
            case BOOLEAN -> value;
            case INTEGER -> ((Number) value).intValue();
            case LONG -> ((Number) value).longValue();
            case SHORT -> ((Number) value).shortValue();
            case BYTE -> ((Number) value).byteValue();
            case FLOAT -> ((Number) value).floatValue();
            case DOUBLE -> ((Number) value).doubleValue();
            case BIG_DECIMAL -> new BigDecimal(value.toString());
            case INSTANT -> Instant.parse((String) value);
            case SDK_BYTES -> SdkBytes.fromByteArray(Base64.getDecoder().decode((String) value));
            case SDK_POJO -> filled(field.constructor().get(), (Map<?, ?>) value);
            case LIST -> {
                SdkField<?> member = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
                List<Object> list = new ArrayList<>();
                ((List<?>) value).forEach(entry -> list.add(read(member, entry)));
                yield list;
            }
            case MAP -> {
                SdkField<?> member = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
                Map<String, Object> map = new TreeMap<>();
                ((Map<?, ?>) value).forEach((key, entry) -> map.put(key.toString(), read(member, entry)));
                yield map;
            }
            default -> throw new IllegalArgumentException("no request is known to have members of type " + type);
        };
    }
}
