package io.labelmint.dr.aws;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.Maskings;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.outside.RowCounts;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.outside.Secrets;
import io.labelmint.dr.outside.WebGet;
import io.labelmint.dr.outside.WebPost;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one way to change AWS, or to say something outside of it: sends what was planned, once. Whether it is right to send
 * it was decided before, by looking.
 */
public final class Hands {
    /** The IAM actions signing needs, for the declared key and no other. */
    public static final List<String> SIGNING = List.of("kms:GetPublicKey", "kms:Sign");

    private final Aws aws;
    private final Outside outside;
    private final Runnable permission;

    /**
     * Hands that reach AWS and nothing else.
     *
     * @param aws clients that put one request on the wire per call and never retry
     */
    public Hands(Aws aws) {
        this(aws, Outside.none());
    }

    /**
     * Hands over some clients.
     *
     * @param aws clients that put one request on the wire per call and never retry
     * @param outside the ways out of AWS
     */
    public Hands(Aws aws, Outside outside) {
        this(aws, outside, () -> {});
    }

    /** Hands that change nothing: what would is refused before it is sent. */
    public static Hands none() {
        return new Hands(
                new Aws() {
                    @Override
                    public <C extends SdkClient> C client(Class<C> type, String region) {
                        throw new IllegalStateException("what only looks may not call " + type.getSimpleName());
                    }
                },
                Outside.none());
    }

    private Hands(Aws aws, Outside outside, Runnable permission) {
        this.aws = aws;
        this.outside = outside;
        this.permission = permission;
    }

    /**
     * The same hands, that ask for permission just before anything is sent.
     *
     * @param permission throws what is to stop it
     */
    public Hands asking(Runnable permission) {
        return new Hands(aws, outside, permission);
    }

    /** The way to ask for pages as users do, which changes nothing. */
    public WebGet web() {
        return outside.get();
    }

    /**
     * Sends {@code call}, whose references have been resolved.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException as the client does
     */
    public <R extends AwsResponse> R send(PlannedCall call, Class<R> response) {
        permission.run();
        return response.cast(MutatingOperation.of(call).send(aws, call));
    }

    /**
     * Writes {@code text} as the object {@code key}, if there is none: one request.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException as the client does; 412 if there is one
     */
    public void write(String region, String bucket, String key, String text) {
        permission.run();
        aws.client(S3Client.class, region)
                .putObject(request -> request.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromString(text));
    }

    /**
     * The public half of a key that signs.
     *
     * @param base64 DER, SubjectPublicKeyInfo, as base64
     * @param algorithms how it can sign, in KMS's words
     */
    public record VerificationKey(String base64, List<String> algorithms) {}

    /**
     * Asks KMS for the public half of {@code key}.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException as the client does
     */
    public VerificationKey verificationKey(String region, String key) {
        GetPublicKeyResponse answer = aws.client(KmsClient.class, region).getPublicKey(request -> request.keyId(key));
        return new VerificationKey(
                Base64.getEncoder().encodeToString(answer.publicKey().asByteArray()),
                answer.signingAlgorithmsAsStrings());
    }

    /**
     * Has KMS sign {@code digest} with {@code key}: the digest and not the message, which may be larger than the 4,096 bytes
     * KMS takes (API reference, Sign, Message and MessageType). Nothing is changed by it, so it is sent again where an
     * answer was lost by whoever asks again.
     *
     * @param algorithm in KMS's words
     * @param digest SHA-256 of what is signed
     * @throws software.amazon.awssdk.core.exception.SdkException as the client does
     */
    public byte[] sign(String region, String key, String algorithm, byte[] digest) {
        permission.run();
        return aws.client(KmsClient.class, region)
                .sign(request -> request.keyId(key)
                        .message(SdkBytes.fromByteArray(digest))
                        .messageType(MessageType.DIGEST)
                        .signingAlgorithm(algorithm))
                .signature()
                .asByteArray();
    }

    /**
     * Posts {@code json} to the address kept at {@code address}: one request. The address is read now and forgotten; what
     * is thrown tells of it where it is kept and nothing else, whatever the sender's own exceptions say.
     *
     * @throws ProblemException if nothing was sent, or it was refused
     * @throws SdkClientException if it may have been sent and accepted; the runner knows these as calls in doubt
     */
    public void post(SecretReference address, String json) {
        WebPost.Answer answer = sent(address, json);
        if (answer.status() >= 500) {
            throw inDoubt(address, "HTTP " + answer.status());
        }
        if (answer.status() < 200 || answer.status() >= 300) {
            throw refused(address, "HTTP " + answer.status() + word(answer.text()));
        }
    }

    /**
     * Has the database at {@code source} write its heartbeat.
     *
     * @param password where the password of its user is kept; it is read now and forgotten
     * @throws ProblemException if it was not written, or nobody knows whether it was
     */
    public Heartbeats.Beat beat(Heartbeats.Source source, SecretReference password, String estate, String store) {
        Secret secret = secret(password);
        permission.run();
        return outside.heartbeats().beat(source, secret, estate, store);
    }

    /**
     * Has the copy at {@code copy} masked as {@code order} says. Asked for twice, it is done once.
     *
     * @param password where the password of its user is kept; it is read now and forgotten
     * @throws ProblemException if it failed for good, and nothing of it was done
     * @throws SdkClientException if nobody got in, or it may have been done; the runner knows these as calls that did not
     *     leave, and as calls in doubt
     */
    public Maskings.Masked mask(Maskings.Copy copy, SecretReference password, Maskings.Order order) {
        Secret secret = secret(password);
        permission.run();
        try {
            return outside.maskings().mask(copy, secret, order);
        } catch (Maskings.NotReached e) {
            throw SdkClientException.create(e.getMessage(), new ConnectException(e.getMessage()));
        } catch (IOException e) {
            throw SdkClientException.create(e.getMessage());
        }
    }

    /**
     * Reads the last heartbeat the database at {@code source} has.
     *
     * @param password where the password of its user is kept; it is read now and forgotten
     * @throws ProblemException if it cannot be read, or there is none
     */
    public Heartbeats.Beat lastBeat(Heartbeats.Source source, SecretReference password, String estate, String store) {
        Secret secret = secret(password);
        permission.run();
        return outside.heartbeats().last(source, secret, estate, store);
    }

    /**
     * Counts {@code tables} of the database at {@code source}.
     *
     * @param password where the password of its user is kept; it is read now and forgotten
     * @throws ProblemException if something could not be read
     */
    public RowCounts.Counted count(
            Heartbeats.Source source,
            SecretReference password,
            String estate,
            String store,
            List<RowCounts.Table> tables,
            Duration timeLimit) {
        Secret secret = secret(password);
        permission.run();
        return outside.rows().count(source, secret, estate, store, tables, timeLimit);
    }

    private WebPost.Answer sent(SecretReference address, String json) {
        Secret secret = secret(address);
        permission.run();
        try {
            return outside.post().post(secret, json);
        } catch (WebPost.NotSent e) {
            throw refused(address, masked(e.getMessage(), secret));
        } catch (IOException e) {
            throw inDoubt(address, masked(e.getMessage(), secret));
        } catch (RuntimeException e) {
            // Whose message this is, nobody knows.
            throw inDoubt(address, e.getClass().getSimpleName());
        }
    }

    private Secret secret(SecretReference address) {
        try {
            return outside.secrets().read(address);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw refused(
                    address, "the secret could not be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Senders promise to keep the address out of their messages; one that does not is not quoted. */
    private static String masked(String message, Secret secret) {
        return Optional.ofNullable(message)
                .filter(text -> text.length() < 100 && !text.contains("://") && !text.contains(secret.reveal()))
                .orElse("no reason that can be shown");
    }

    /** The word an answer consists of, such as {@code no_service}; anything longer may be a proxy's, with the address. */
    private static String word(String text) {
        return text != null && text.matches("[a-z_]{1,40}") ? " " + text : "";
    }

    private static ProblemException refused(SecretReference address, String reason) {
        return Problem.of(
                        "web.refused",
                        "The post to the address at " + Secrets.words(address) + " failed: " + reason + ".",
                        "See that the secret there is the current address of the webhook, and that this process may"
                                + " reach it.")
                .with("reference", Secrets.words(address))
                .with("reason", reason)
                .asException();
    }

    private static SdkClientException inDoubt(SecretReference address, String reason) {
        return SdkClientException.create("the post to the address at " + Secrets.words(address) + ": " + reason);
    }
}
