package rollcall.jsonapi.plan;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import rollcall.jsonapi.schema.Attribute;
import rollcall.jsonapi.schema.ValueType;

/// Cursors as clients see them: a [Boundary] as base64url text (RFC 4648, section 5), signed by
/// HMAC-SHA256 (RFC 2104, cut to 128 bits) together with a digest of the tenant, the type, the
/// order and the condition of the list that it belongs to, so that no other text and no other list
/// is taken for it. Thread-safe.
public final class Cursors {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int TAG_BYTES = 16;
  private static final byte EXCLUSIVE = 1;
  private static final byte INCLUSIVE = 2;

  private final SecretKeySpec key;

  /// Never fed, so that many threads can copy it at once.
  private final Mac prepared;

  /// Cursors signed by `key`, any bytes that nobody else knows.
  public Cursors(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
    this.prepared = prepare(this.key);
  }

  private static Mac prepare(SecretKeySpec key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /// The cursors of the list of `plan`.
  public OfList of(ReadPlan plan) {
    return new OfList(plan, mac());
  }

  private Mac mac() {
    try {
      return (Mac) prepared.clone();
    } catch (CloneNotSupportedException _) {
      // As a provider may have it that an operator put before Java's own.
      return prepare(key);
    }
  }

  /// The cursors of one list, which is digested once, however many they are. One thread.
  public static final class OfList {
    private final List<OrderKey> order;
    private final byte[] list;
    private final Mac mac;

    private OfList(ReadPlan plan, Mac mac) {
      this.order = plan.order();
      this.mac = mac;
      try {
        var text = list(plan).getBytes(StandardCharsets.UTF_8);
        this.list = MessageDigest.getInstance("SHA-256").digest(text);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    /// The text that stands for `boundary`; its direction is for the client to say.
    public String write(Boundary boundary) {
      var bytes = new ByteArrayOutputStream();
      try (var out = new DataOutputStream(bytes)) {
        out.writeByte(boundary.inclusive() ? INCLUSIVE : EXCLUSIVE);
        for (var value : boundary.values()) {
          out.writeBoolean(value.isPresent());
          if (value.isPresent()) {
            writeValue(value.get(), out);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
      bytes.writeBytes(tag(bytes.toByteArray()));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /// The boundary that `text` stands for; nothing where it is no cursor of the list.
    public Optional<Boundary> read(String text, boolean backwards) {
      byte[] bytes;
      try {
        bytes = Base64.getUrlDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
      if (bytes.length <= TAG_BYTES) {
        return Optional.empty();
      }
      var content = Arrays.copyOf(bytes, bytes.length - TAG_BYTES);
      var tag = Arrays.copyOfRange(bytes, content.length, bytes.length);
      if (!MessageDigest.isEqual(tag, tag(content))) {
        return Optional.empty();
      }
      try (var in = new DataInputStream(new ByteArrayInputStream(content))) {
        var inclusive = in.readByte() == INCLUSIVE;
        var values = new ArrayList<Optional<Object>>();
        for (var part : order) {
          values.add(
              in.readBoolean() ? Optional.of(readValue(part.field(), in)) : Optional.empty());
        }
        return Optional.of(new Boundary(values, backwards, inclusive));
      } catch (IOException | DateTimeException | IllegalArgumentException e) {
        // Signed by an earlier version that wrote cursors in another way.
        return Optional.empty();
      }
    }

    private byte[] tag(byte[] content) {
      mac.update(content);
      return Arrays.copyOf(mac.doFinal(list), TAG_BYTES);
    }
  }

  /// Which list it is, whatever is shown of its rows.
  private static String list(ReadPlan plan) {
    var text = new StringBuilder().append(plan.scope().organisationId());
    text.append('\n').append(plan.projection().type().name());
    for (var part : plan.order()) {
      text.append('\n').append(part.field().name());
      text.append(part.descending() ? " desc" : " asc").append(part.nullsFirst() ? " first" : "");
    }
    ConditionText.append(plan.condition(), text.append('\n'));
    return text.toString();
  }

  private static void writeValue(Object value, DataOutputStream out) throws IOException {
    switch (value) {
      case String text -> {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
      }
      case Long number -> out.writeLong(number);
      case UUID uuid -> {
        out.writeLong(uuid.getMostSignificantBits());
        out.writeLong(uuid.getLeastSignificantBits());
      }
      case Instant moment -> out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
      default -> throw new IllegalArgumentException("no order of " + value.getClass());
    }
  }

  private static Object readValue(Attribute field, DataInputStream in) throws IOException {
    return switch (field.type()) {
      case ValueType.Text _, ValueType.Enumeration _ -> {
        var utf8 = in.readNBytes(in.readInt());
        yield new String(utf8, StandardCharsets.UTF_8);
      }
      case ValueType.Int64 _ -> in.readLong();
      case ValueType.Uuid _ -> new UUID(in.readLong(), in.readLong());
      case ValueType.Timestamp _ -> Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
      case ValueType.JsonObject _ -> throw new IllegalStateException("objects have no order");
    };
  }
}
