// SPDX-License-Identifier: GPL-3.0-or-later

/// What tells that two records are the same letter in two layouts, such as a Kamerbrief and the Kamerstuk made of it.
///
/// Only the letters and digits of the text count, in lower case: quotation marks, dashes, white space and capitals are the
/// typesetter's. Small, so that it can be kept for every letter, and made of the record alone.
public struct RecordLikeness: Sendable, Equatable {
  /// Date and chamber. Letters of different days, or to different chambers, are different letters however alike.
  public let occasion: String
  /// Kind and format of the document: what makes a layout.
  public let form: String
  /// Hash of all words in order.
  public let words: UInt64
  /// The smallest hashes of runs of ``runLength`` words, ascending: a sample of the text from which likeness is estimated
  /// (bottom-k sketch: Broder, On the resemblance and containment of documents, 1997).
  public let sketch: [UInt64]

  /// Words in a run.
  static let runLength = 4
  /// Hashes kept: the estimate's standard deviation is then at most 0.06.
  static let sketchSize = 64
  /// A text with fewer words is not compared: covering notes of a line or two are alike without being the same.
  static let fewestWords = 30
  /// Estimated share of runs in common from which two layouts are the same text. Salutation, closing and a handful of words read
  /// otherwise cost a letter of a page less than a tenth.
  static let threshold = 0.8

  /// Takes it from a record; `nil` for one without a date or with too little text to tell.
  public init?(_ record: RecordLine) {
    guard let metadata = record.object("metadata"), let date = metadata.value("date", in: record.bytes),
      let source = record.object("source"), let text = record.value("text")
    else { return nil }
    func string(_ range: Range<Int>?) -> String {
      range.map { String(decoding: record.bytes[$0], as: UTF8.self) } ?? ""
    }
    occasion = string(date) + string(metadata.value("chamber", in: record.bytes))
    form =
      string(metadata.value("kind", in: record.bytes)) + string(source.value("format", in: record.bytes))
    var hashes: [UInt64] = []
    RecordLikeness.words(record.bytes[text].dropFirst().dropLast()) { hashes.append($0) }
    guard hashes.count >= RecordLikeness.fewestWords else { return nil }
    words = RecordLikeness.mix(hashes[...])
    var runs = (0...(hashes.count - RecordLikeness.runLength)).map {
      RecordLikeness.mix(hashes[$0..<($0 + RecordLikeness.runLength)])
    }
    runs.sort()
    var smallest: [UInt64] = []
    for run in runs where run != smallest.last {
      smallest.append(run)
      if smallest.count == RecordLikeness.sketchSize { break }
    }
    sketch = smallest
  }

  /// Takes one that was kept.
  public init(occasion: String, form: String, words: UInt64, sketch: [UInt64]) {
    self.occasion = occasion
    self.form = form
    self.words = words
    self.sketch = sketch
  }

  /// Whether both are the same letter: the same words, or, in two layouts, nearly the same. In one layout a few other words make
  /// a revised letter, not a twin.
  public func isTwin(of other: RecordLikeness) -> Bool {
    if occasion != other.occasion { return false }
    if words == other.words { return true }
    return form != other.form && resemblance(to: other) >= RecordLikeness.threshold
  }

  /// Estimated share of the runs of both texts that stand in both, 0 to 1.
  func resemblance(to other: RecordLikeness) -> Double {
    var (i, j, taken, common) = (0, 0, 0, 0)
    while i < sketch.count || j < other.sketch.count, taken < RecordLikeness.sketchSize {
      let (one, two) = (
        i < sketch.count ? sketch[i] : UInt64.max, j < other.sketch.count ? other.sketch[j] : UInt64.max
      )
      if one == two { common += 1 }
      if one <= two { i += 1 }
      if two <= one { j += 1 }
      taken += 1
    }
    return taken == 0 ? 0 : Double(common) / Double(taken)
  }

  // MARK: - Words

  /// FNV-1a, 64 bits (RFC 9923).
  private static let (basis, prime): (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x0000_0100_0000_01B3)

  /// Calls `body` with the hash of each word of an escaped JSON string.
  private static func words(_ text: ArraySlice<UInt8>, _ body: (UInt64) -> Void) {
    var hash = basis
    var isInside = false
    func add(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* prime
      isInside = true
    }
    func end() {
      if isInside { body(hash) }
      hash = basis
      isInside = false
    }
    var at = text.startIndex
    while at < text.endIndex {
      let byte = text[at]
      switch byte {
      case 0x5C:
        // No letter or digit is ever escaped.
        end()
        at += text[at + 1] == 0x75 ? 6 : 2
      case 0x30...0x39, 0x61...0x7A:
        add(byte)
        at += 1
      case 0x41...0x5A:
        add(byte | 0x20)
        at += 1
      case 0x00..<0x80:
        end()
        at += 1
      case 0xC3:
        // Latin-1 letters, but for the signs of multiplication and division; capitals lie 32 below.
        let second = text[at + 1]
        if second == 0x97 || second == 0xB7 {
          end()
        } else {
          add(byte)
          add((0x80...0x9E).contains(second) ? second + 0x20 : second)
        }
        at += 2
      case 0xC2, 0xE2, 0xEF:
        // Signs, punctuation, replacement characters.
        end()
        at += byte == 0xC2 ? 2 : 3
      default:
        let count = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        for i in at..<(at + count) { add(text[i]) }
        at += count
      }
    }
    end()
  }

  /// One hash of several; finished as MurmurHash3's 64-bit finalizer, so that the smallest ones are a fair sample.
  private static func mix(_ hashes: ArraySlice<UInt64>) -> UInt64 {
    var hash = basis
    for word in hashes { hash = (hash ^ word) &* prime }
    hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }
}
