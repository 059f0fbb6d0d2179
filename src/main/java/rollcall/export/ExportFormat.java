package rollcall.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How the rows stand in an export.
public enum ExportFormat {
  /// A header of names, then a record a row (RFC 4180).
  CSV("text/csv", "text/csv; charset=utf-8; header=present"),
  /// A JSON object a line.
  NDJSON("application/x-ndjson", "application/x-ndjson"),
  /// Apache Parquet: columns with types, compressed.
  PARQUET("application/vnd.apache.parquet", "application/vnd.apache.parquet");

  private final String mediaType;
  private final String contentType;

  ExportFormat(String mediaType, String contentType) {
    this.mediaType = mediaType;
    this.contentType = contentType;
  }

  /// The media type by which a client asks for the format.
  public String mediaType() {
    return mediaType;
  }

  /// The media type of the bytes, with its parameters.
  public String contentType() {
    return contentType;
  }

  /// Whether what is written of some rows and what is written of later ones, put together, is what
  /// would be written of all of them.
  public boolean canBeContinued() {
    return this != PARQUET;
  }

  /// The format of that word, which is also the ending of its files.
  public static Optional<ExportFormat> of(String word) {
    return Arrays.stream(values()).filter(format -> format.toString().equals(word)).findFirst();
  }

  /// The words of all formats.
  public static List<String> words() {
    return Arrays.stream(values()).map(ExportFormat::toString).toList();
  }

  /// The word of the format in `format`, and the ending of its files.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
