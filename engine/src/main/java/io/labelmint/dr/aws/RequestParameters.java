package io.labelmint.dr.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.DefaultValueTrait;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/**
 * SDK requests as plain maps and back, through the field descriptions every SDK model class carries. What a plan prints
 * and hashes is therefore exactly what is sent.
 */
final class RequestParameters {
    private RequestParameters() {}

    /** The fields that are set, by their names in the AWS API. */
    static Map<String, Object> of(SdkPojo pojo) {
        Map<String, Object> parameters = new TreeMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = valueOf(field, pojo);
            if (value != null && !isAutoConstructed(value)) {
                parameters.put(field.memberName(), plain(value));
            }
        }
        return parameters;
    }

    /** Sets the fields of {@code builder} from {@code parameters}; an unknown name is an error. */
    static void fill(SdkPojo builder, Map<String, ?> parameters) {
        Map<String, SdkField<?>> fields = new LinkedHashMap<>();
        builder.sdkFields().forEach(field -> fields.put(field.memberName(), field));
        parameters.forEach((name, value) -> {
            SdkField<?> field = fields.get(name);
            if (field == null) {
                throw new IllegalArgumentException("no parameter " + name + " in " + builder.getClass());
            }
            field.set(builder, typed(field, value));
        });
    }

    /** The SDK's getter makes up a random idempotency token where none is set; equal plans would hash differently. */
    private static Object valueOf(SdkField<?> field, SdkPojo pojo) {
        return field.containsTrait(DefaultValueTrait.class) && pojo instanceof SdkRequest request
                ? request.getValueForField(field.memberName(), Object.class).orElse(null)
                : field.getValueOrDefault(pojo);
    }

    private static boolean isAutoConstructed(Object value) {
        return value instanceof software.amazon.awssdk.core.util.SdkAutoConstructList<?>
                || value instanceof software.amazon.awssdk.core.util.SdkAutoConstructMap<?, ?>;
    }

    private static Object plain(Object value) {
        if (value instanceof SdkPojo pojo) {
            return of(pojo);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RequestParameters::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, entry) -> sorted.put(String.valueOf(key), plain(entry)));
            return sorted;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Double number) {
            return whole(number);
        }
        if (value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
        }
        if (value instanceof String || value instanceof Instant) {
            return value.toString();
        }
        throw new IllegalArgumentException("no way is known to write down a " + value.getClass());
    }

    /** A plan is hashed, and the canonical form of fractions is where implementations differ: see {@code Json}. */
    private static long whole(double number) {
        if (number != Math.rint(number) || Math.abs(number) >= 1L << 53) {
            throw new IllegalArgumentException("not a whole number: " + number);
        }
        return (long) number;
    }

    private static Object typed(SdkField<?> field, Object value) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return pojo(field, value);
        }
        if (type == MarshallingType.LIST) {
            SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
            List<Object> list = new ArrayList<>();
            for (Object element : (List<?>) value) {
                list.add(typed(member, element));
            }
            return list;
        }
        if (type == MarshallingType.MAP) {
            SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, entry) -> map.put(String.valueOf(key), typed(member, entry)));
            return map;
        }
        if (type == MarshallingType.INTEGER) {
            return Math.toIntExact(((Number) value).longValue());
        }
        if (type == MarshallingType.LONG) {
            return ((Number) value).longValue();
        }
        if (type == MarshallingType.DOUBLE) {
            return ((Number) value).doubleValue();
        }
        if (type == MarshallingType.INSTANT) {
            return Instant.parse(value.toString());
        }
        if (type == MarshallingType.SDK_BYTES) {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(value.toString()));
        }
        return value;
    }

    private static Object pojo(SdkField<?> field, Object value) {
        SdkPojo builder = field.constructor().get();
        Map<String, Object> parameters = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, entry) -> parameters.put(String.valueOf(key), entry));
        fill(builder, parameters);
        return ((software.amazon.awssdk.utils.builder.Buildable) builder).build();
    }
}
