package io.labelmint.dr.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * The Query protocol of RDS and STS, from AWS's side: requests are read and responses written by the field descriptions
 * that every model class of the SDK carries (Smithy, "AWS query protocol").
 */
final class QueryProtocol {
    private QueryProtocol() {}

    /** The request of type {@code type} that a client put into {@code form}. */
    static <Q extends SdkPojo> Q request(Class<Q> type, Map<String, String> form) {
        try {
            return type.cast(filled((SdkPojo) type.getMethod("builder").invoke(null), form, ""));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is not a model class of the SDK", e);
        }
    }

    /** The text that answers {@code operation} with {@code response}. */
    static String answer(String operation, SdkPojo response) {
        StringBuilder xml = new StringBuilder();
        xml.append('<').append(operation).append("Response><").append(operation).append("Result>");
        members(xml, response);
        xml.append("</").append(operation).append("Result></");
        return xml.append(operation).append("Response>").toString();
    }

    /** The text that answers with {@code error}. */
    static String answer(AwsServiceException error) {
        StringBuilder xml = new StringBuilder("<ErrorResponse><Error>");
        element(xml, "Code", error.awsErrorDetails().errorCode());
        element(xml, "Message", error.awsErrorDetails().errorMessage());
        return xml.append("</Error></ErrorResponse>").toString();
    }

    private static Object filled(SdkPojo builder, Map<String, String> form, String prefix) {
        builder.sdkFields().forEach(field -> {
            Object value = value(field, form, prefix + field.locationName());
            if (value != null) {
                field.set(builder, value);
            }
        });
        return ((Buildable) builder).build();
    }

    private static Object value(SdkField<?> field, Map<String, String> form, String key) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.LIST) {
            ListTrait trait = field.getTrait(ListTrait.class);
            String each = trait.isFlattened() ? key + "." : key + "." + member(trait) + ".";
            List<Object> list = new ArrayList<>();
            for (Object element = value(trait.memberFieldInfo(), form, each + 1);
                    element != null;
                    element = value(trait.memberFieldInfo(), form, each + (list.size() + 1))) {
                list.add(element);
            }
            return list.isEmpty() ? null : list;
        }
        if (type == MarshallingType.SDK_POJO) {
            return form.keySet().stream().anyMatch(name -> name.startsWith(key + "."))
                    ? filled(field.constructor().get(), form, key + ".")
                    : null;
        }
        String text = form.get(key);
        return text == null ? null : scalar(type, text);
    }

    private static Object scalar(MarshallingType<?> type, String text) {
        if (type == MarshallingType.STRING) {
            return text;
        }
        if (type == MarshallingType.INTEGER) {
            return Integer.valueOf(text);
        }
        if (type == MarshallingType.BOOLEAN) {
            return Boolean.valueOf(text);
        }
        if (type == MarshallingType.INSTANT) {
            return Instant.parse(text);
        }
        throw new UnsupportedOperationException("a parameter of type " + type.getTargetClass());
    }

    private static String member(ListTrait trait) {
        return trait.memberLocationName() == null ? "member" : trait.memberLocationName();
    }

    private static void members(StringBuilder xml, SdkPojo pojo) {
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value == null || value instanceof SdkAutoConstructList<?>) {
                continue;
            }
            if (value instanceof List<?> list) {
                ListTrait trait = field.getTrait(ListTrait.class);
                xml.append('<').append(field.unmarshallLocationName()).append('>');
                list.forEach(element -> element(xml, member(trait), element));
                xml.append("</").append(field.unmarshallLocationName()).append('>');
            } else if (!(value instanceof Map<?, ?>)) { // nothing asked for here has maps but such as are never set
                element(xml, field.unmarshallLocationName(), value);
            }
        }
    }

    private static void element(StringBuilder xml, String name, Object value) {
        xml.append('<').append(name).append('>');
        if (value instanceof SdkPojo pojo) {
            members(xml, pojo);
        } else {
            xml.append(value.toString().replace("&", "&amp;").replace("<", "&lt;"));
        }
        xml.append("</").append(name).append('>');
    }
}
