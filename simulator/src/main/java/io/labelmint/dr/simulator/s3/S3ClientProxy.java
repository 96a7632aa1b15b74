package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Gate;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The client of S3: carries bodies through the gate, and leaves all other calls to the plain client. */
final class S3ClientProxy implements InvocationHandler {
    private final S3Client plain;
    private final Gate gate;
    private final String region;
    private final S3Simulator service;

    private S3ClientProxy(S3Client plain, Gate gate, String region, S3Simulator service) {
        this.plain = plain;
        this.gate = gate;
        this.region = region;
        this.service = service;
    }

    static S3Client of(S3Client plain, Gate gate, String region, S3Simulator service) {
        return (S3Client) Proxy.newProxyInstance(
                S3Client.class.getClassLoader(),
                new Class<?>[] {S3Client.class},
                new S3ClientProxy(plain, gate, region, service));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
        boolean two = args != null && args.length == 2;
        if (two && args[0] instanceof PutObjectRequest request && args[1] instanceof RequestBody body) {
            return gate.call(region, service, Bodies.write(request, body));
        }
        if (two && args[0] instanceof GetObjectRequest request && args[1] instanceof ResponseTransformer<?, ?> into) {
            return transformed(gate.call(region, service, request), into);
        }
        boolean streams = args != null && (args[0] instanceof GetObjectRequest || two);
        boolean lambda = args != null && args[0] instanceof Consumer<?>;
        if (method.isDefault() && (streams || lambda)) {
            // The SDK's own overloads, with lambdas, paths or bytes, come back as a request.
            return InvocationHandler.invokeDefault(proxy, method, args);
        }
        if (method.getName().equals("equals")) {
            return proxy == args[0];
        }
        try {
            return method.invoke(plain, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings("unchecked") // the interface declares getObject with a transformer of GetObjectResponse
    private static Object transformed(Object answer, ResponseTransformer<?, ?> into) throws Exception {
        ResponseBytes<GetObjectResponse> content = (ResponseBytes<GetObjectResponse>) answer;
        return ((ResponseTransformer<GetObjectResponse, ?>) into)
                .transform(content.response(), AbortableInputStream.create(content.asInputStream()));
    }
}
