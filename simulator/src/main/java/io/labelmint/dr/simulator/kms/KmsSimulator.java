package io.labelmint.dr.simulator.kms;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.core.Service;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.CreateAliasRequest;
import software.amazon.awssdk.services.kms.model.CreateAliasResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.GetPublicKeyRequest;
import software.amazon.awssdk.services.kms.model.GetPublicKeyResponse;
import software.amazon.awssdk.services.kms.model.InvalidKeyUsageException;
import software.amazon.awssdk.services.kms.model.InvalidMarkerException;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.ScheduleKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.SignRequest;
import software.amazon.awssdk.services.kms.model.SignResponse;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;

/**
 * Simulated AWS KMS: keys and aliases as far as backups are encrypted and evidence is signed with them. Error codes are those each operation
 * declares (KMS API reference), a name of a wrong form is one of its "Common Errors".
 */
public final class KmsSimulator implements Service {
    /** AWS chooses key ids. So that an estate that names a key by its id can be rehearsed, this tag chooses it here. */
    public static final String KEY_ID_TAG = "simulator:key-id";

    /** Form of an alias: "alias/" and letters, digits, "/", "_" or "-" (KMS API reference, CreateAlias). */
    private static final Pattern ALIAS = Pattern.compile("alias/[a-zA-Z0-9/_-]+");

    /** KMS API reference, ScheduleKeyDeletion, PendingWindowInDays: 30 if not given. */
    private static final int DELETION_DAYS = 30;

    private static final int DEFAULT_PAGE = 50; // KMS API reference, ListAliases, Limit

    private final Regional<Key> keys = new Regional<>();
    private final Regional<Alias> aliases = new Regional<>();
    private final String account;

    public KmsSimulator(String account) {
        this.account = account;
    }

    @Override
    public String name() {
        return "kms";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return KmsClient.class;
    }

    @Override
    public void declare(Operations operations) {
        operations
                .change("CreateKey", CreateKeyRequest.class, this::createKey)
                .change("CreateAlias", CreateAliasRequest.class, this::createAlias)
                .change("EnableKey", EnableKeyRequest.class, this::enable)
                .change("DisableKey", DisableKeyRequest.class, this::disable)
                .change("ScheduleKeyDeletion", ScheduleKeyDeletionRequest.class, this::scheduleDeletion)
                .change("EnableKeyRotation", EnableKeyRotationRequest.class, this::enableRotation)
                .read("DescribeKey", DescribeKeyRequest.class, this::describeKey)
                .read("GetKeyRotationStatus", GetKeyRotationStatusRequest.class, this::rotation)
                .read("ListAliases", ListAliasesRequest.class, this::listAliases)
                .read("GetPublicKey", GetPublicKeyRequest.class, this::publicKey)
                .read("Sign", SignRequest.class, this::sign);
    }

    @Override
    public AwsServiceException.Builder error() {
        return KmsException.builder();
    }

    /** Each operation has its own quota; KMS developer guide, "Request quotas". */
    @Override
    public Rate rate(String operation) {
        double perSecond = switch (operation) {
            case "DescribeKey" -> 2000;
            case "GetKeyRotationStatus" -> 1000;
            case "ListAliases" -> 500;
            case "GetPublicKey" -> 2000;
            case "Sign" -> 1000; // "Cryptographic operations (ECC)"
            default -> 5;
        };
        return new Rate(operation, perSecond, perSecond);
    }

    @Override
    public List<String> inventory(Instant now) {
        List<String> lines = new ArrayList<>();
        keys.all()
                .forEach(key -> lines.add(key.region + " kms key " + names(key) + " description=" + key.description
                        + " rotates=" + key.rotates));
        return lines;
    }

    /**
     * The ARN of the key that {@code id} (key id, key ARN, alias name or alias ARN) names in {@code region}; empty if
     * there is none, as for a key of another region.
     */
    public Optional<String> resolve(String region, String id) {
        return key(region, id).map(key -> key.arn);
    }

    /** The names people know the key {@code arn} by; its ARN if it has none. For inventories. */
    public String nameOf(String arn) {
        return Arn.parse(arn)
                .flatMap(parsed -> key(parsed.region(), arn))
                .map(this::names)
                .orElse(arn);
    }

    private CreateKeyResponse createKey(Context context, CreateKeyRequest request) {
        String id = request.tags().stream()
                .filter(tag -> tag.tagKey().equals(KEY_ID_TAG))
                .map(tag -> tag.tagValue())
                .findFirst()
                .orElseGet(() -> context.seed().uuid("kms", context.region(), context.sequence()));
        Key key = new Key(context.region(), id, context.arn(name(), "key/" + id), context.now(), request.description());
        key.signing = SigningKey.of(context, request, key.arn);
        if (request.origin() == OriginType.EXTERNAL) {
            key.origin = OriginType.EXTERNAL;
            key.state = KeyState.PENDING_IMPORT;
        }
        keys.put(context.region(), id, key);
        return CreateKeyResponse.builder().keyMetadata(key.metadata()).build();
    }

    private CreateAliasResponse createAlias(Context context, CreateAliasRequest request) {
        String alias = request.aliasName();
        if (alias == null || !ALIAS.matcher(alias).matches() || alias.startsWith("alias/aws/")) {
            throw AwsError.of(error(), "Kms", "ValidationException", 400, "Invalid alias name: " + alias);
        }
        Key key = require(context, request.targetKeyId());
        if (aliases.find(context.region(), alias).isPresent()) {
            throw AwsError.of(
                    AlreadyExistsException.builder(),
                    "Kms",
                    "AlreadyExistsException",
                    400,
                    "An alias with the name " + context.arn(name(), alias) + " already exists");
        }
        aliases.put(context.region(), alias, new Alias(alias, context.arn(name(), alias), key.id, context.now()));
        return CreateAliasResponse.builder().build();
    }

    private EnableKeyRotationResponse enableRotation(Context context, EnableKeyRotationRequest request) {
        Key key = rotatable(require(context, request.keyId()));
        if (key.manager == KeyManagerType.AWS) {
            throw unsupported(key.arn + " is managed by AWS.");
        }
        key.rotates = true;
        return EnableKeyRotationResponse.builder().build();
    }

    private EnableKeyResponse enable(Context context, EnableKeyRequest request) {
        require(context, request.keyId()).state = KeyState.ENABLED;
        return EnableKeyResponse.builder().build();
    }

    private DisableKeyResponse disable(Context context, DisableKeyRequest request) {
        require(context, request.keyId()).state = KeyState.DISABLED;
        return DisableKeyResponse.builder().build();
    }

    private ScheduleKeyDeletionResponse scheduleDeletion(Context context, ScheduleKeyDeletionRequest request) {
        Key key = require(context, request.keyId());
        int days = request.pendingWindowInDays() == null ? DELETION_DAYS : request.pendingWindowInDays();
        key.state = KeyState.PENDING_DELETION;
        key.deletion = context.now().plus(Duration.ofDays(days));
        return ScheduleKeyDeletionResponse.builder()
                .keyId(key.arn)
                .keyState(key.state)
                .deletionDate(key.deletion)
                .pendingWindowInDays(days)
                .build();
    }

    private DescribeKeyResponse describeKey(Context context, DescribeKeyRequest request) {
        return DescribeKeyResponse.builder()
                .keyMetadata(require(context, request.keyId()).metadata())
                .build();
    }

    private GetKeyRotationStatusResponse rotation(Context context, GetKeyRotationStatusRequest request) {
        Key key = rotatable(require(context, request.keyId()));
        // "While a KMS key is pending deletion, its key rotation status is false": API reference, GetKeyRotationStatus.
        boolean rotates = key.rotates && key.state != KeyState.PENDING_DELETION;
        return GetKeyRotationStatusResponse.builder()
                .keyId(key.arn)
                .keyRotationEnabled(rotates)
                .rotationPeriodInDays(rotates ? 365 : null)
                .build();
    }

    /** "Automatic key rotation is supported only on symmetric encryption KMS keys", of KMS's own material: API reference. */
    private static Key rotatable(Key key) {
        if (key.signing.isPresent() || key.origin == OriginType.EXTERNAL) {
            throw unsupported(key.arn + " is asymmetric, or its material was imported.");
        }
        return key;
    }

    private static AwsServiceException unsupported(String message) {
        return AwsError.of(
                UnsupportedOperationException.builder(), "Kms", "UnsupportedOperationException", 400, message);
    }

    private ListAliasesResponse listAliases(Context context, ListAliasesRequest request) {
        Optional<Key> only = Optional.ofNullable(request.keyId()).map(id -> require(context, id));
        List<Alias> wanted = aliases.all(context.region()).stream()
                .filter(alias -> only.isEmpty() || only.get().id.equals(alias.keyId))
                .toList();
        int size = request.limit() == null ? DEFAULT_PAGE : request.limit();
        Page<Alias> page = Page.of(wanted, Alias::name, request.marker(), size)
                .orElseThrow(() -> AwsError.of(
                        InvalidMarkerException.builder(), "Kms", "InvalidMarkerException", 400, "Invalid marker"));
        return ListAliasesResponse.builder()
                .aliases(page.items().stream()
                        .map(alias -> AliasListEntry.builder()
                                .aliasName(alias.name)
                                .aliasArn(alias.arn)
                                .targetKeyId(alias.keyId)
                                .creationDate(alias.created)
                                .build())
                        .toList())
                .truncated(page.marker() != null)
                .nextMarker(page.marker())
                .build();
    }

    private GetPublicKeyResponse publicKey(Context context, GetPublicKeyRequest request) {
        Key key = usable(context, request.keyId());
        return key.signing(name()).publicKey(key.arn);
    }

    private SignResponse sign(Context context, SignRequest request) {
        Key key = usable(context, request.keyId());
        return key.signing(name()).sign(key.arn, request);
    }

    /** "The request was rejected because the specified KMS key is not enabled" (API reference, Sign, Errors). */
    private Key usable(Context context, String id) {
        Key key = require(context, id);
        if (key.state == KeyState.DISABLED) {
            throw AwsError.of(DisabledException.builder(), "Kms", "DisabledException", 400, key.arn + " is disabled.");
        }
        if (key.state != KeyState.ENABLED) {
            throw AwsError.of(
                    KmsInvalidStateException.builder(),
                    "Kms",
                    "KMSInvalidStateException",
                    400,
                    key.arn + " is pending deletion.");
        }
        return key;
    }

    private Key require(Context context, String id) {
        return key(context.region(), id)
                .orElseThrow(() -> AwsError.of(
                        NotFoundException.builder(),
                        "Kms",
                        "NotFoundException",
                        400,
                        "Key '" + id + "' does not exist"));
    }

    private Optional<Key> key(String region, String id) {
        Optional<Arn> arn = Arn.parse(id);
        if (id == null || (arn.isPresent() && !arn.get().region().equals(region))) {
            return Optional.empty();
        }
        String local = arn.map(Arn::resource).orElse(id);
        if (local.startsWith("alias/aws/")) {
            return Optional.of(awsManaged(region, local));
        }
        if (local.startsWith("alias/")) {
            return aliases.find(region, local).flatMap(alias -> keys.find(region, alias.keyId));
        }
        return keys.find(region, local.startsWith("key/") ? local.substring(4) : local);
    }

    /** Keys AWS manages appear when they are first used and rotate every year; KMS developer guide, "AWS managed keys". */
    private Key awsManaged(String region, String alias) {
        String id = UUID.nameUUIDFromBytes((region + alias).getBytes(StandardCharsets.UTF_8))
                .toString();
        return keys.find(region, id).orElseGet(() -> {
            Key key = new Key(region, id, "arn:aws:kms:" + region + ":" + account + ":key/" + id, Instant.EPOCH, alias);
            key.rotates = true;
            key.manager = KeyManagerType.AWS;
            keys.put(region, id, key);
            aliases.put(
                    region,
                    alias,
                    new Alias(alias, "arn:aws:kms:" + region + ":" + account + ":" + alias, id, Instant.EPOCH));
            return key;
        });
    }

    private String names(Key key) {
        List<String> names = aliases.all(key.region).stream()
                .filter(alias -> alias.keyId.equals(key.id))
                .map(alias -> key.region + ":" + alias.name)
                .toList();
        return names.isEmpty() ? key.region + ":unnamed" : String.join(",", names);
    }

    private record Alias(String name, String arn, String keyId, Instant created) {}

    private static final class Key {
        private final String region;
        private final String id;
        private final String arn;
        private final Instant created;
        private final String description;
        private boolean rotates;
        private KeyManagerType manager = KeyManagerType.CUSTOMER;
        private OriginType origin = OriginType.AWS_KMS;
        private KeyState state = KeyState.ENABLED;
        private Instant deletion;
        private Optional<SigningKey> signing = Optional.empty();

        private Key(String region, String id, String arn, Instant created, String description) {
            this.region = region;
            this.id = id;
            this.arn = arn;
            this.created = created;
            this.description = description == null ? "" : description;
        }

        /** "The KMS key's KeyUsage ... is incompatible with the API operation" (API reference, Sign, Errors). */
        private SigningKey signing(String service) {
            return signing.orElseThrow(() -> AwsError.of(
                    InvalidKeyUsageException.builder(),
                    "Kms",
                    "InvalidKeyUsageException",
                    400,
                    arn + " key usage is ENCRYPT_DECRYPT which is not valid for this operation of " + service + "."));
        }

        private KeyMetadata metadata() {
            KeyMetadata.Builder metadata = KeyMetadata.builder()
                    .awsAccountId(Arn.accountOf(arn))
                    .keyId(id)
                    .arn(arn)
                    .creationDate(created)
                    .description(description)
                    .enabled(state == KeyState.ENABLED)
                    .keyState(state)
                    .deletionDate(deletion)
                    .keyManager(manager)
                    .origin(origin)
                    .keyUsage(KeyUsageType.ENCRYPT_DECRYPT)
                    .keySpec(KeySpec.SYMMETRIC_DEFAULT)
                    .multiRegion(false);
            signing.ifPresent(pair -> pair.describe(metadata));
            return metadata.build();
        }
    }
}
