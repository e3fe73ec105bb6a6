// SPDX-License-Identifier: GPL-3.0-or-later

/// One message between the parent and a worker: a head of 17 bytes (magic, kind, length, request id; little-endian), then the payload.
public struct Frame: Sendable, Equatable {
  /// What a frame carries.
  public enum Kind: UInt8, Sendable {
    /// Parent to worker: a document to read (``WorkRequest``).
    case request = 1
    /// Worker to parent, once: what reads here, and how it is shut in (``WorkReady``).
    case ready = 2
    /// Worker to parent: the number of pages, as soon as it is known (``WorkProgress``).
    case progress = 3
    /// Worker to parent: the record, one line of JSON.
    case record = 4
    /// Worker to parent: why there is no record (``WorkFailure``).
    case failure = 5
  }

  /// `GRF1`.
  public static let magic: [UInt8] = [0x47, 0x52, 0x46, 0x31]
  /// Bytes of a head.
  public static let headCount = 17
  /// Largest document that is read: 64 MiB.
  public static let documentLimit = 64 << 20
  /// Largest payload: a document and the head of its request. A longer one ends the connection.
  public static let payloadLimit = documentLimit + WorkRequest.longestHead

  /// What it carries.
  public var kind: Kind
  /// The request it belongs to; 0 for ``Kind/ready``.
  public var id: UInt64
  /// Its content.
  public var payload: [UInt8]

  /// Creates a frame.
  public init(kind: Kind, id: UInt64, payload: [UInt8]) {
    self.kind = kind
    self.id = id
    self.payload = payload
  }

  /// The head of a frame whose payload has `count` bytes.
  public static func head(kind: Kind, id: UInt64, count: Int) -> [UInt8] {
    precondition(count <= payloadLimit, "a frame cannot hold so much")
    var head = magic
    head.append(kind.rawValue)
    head.append(littleEndian: UInt32(count))
    head.append(littleEndian: id)
    return head
  }

  /// Head and payload.
  public var encoded: [UInt8] { Frame.head(kind: kind, id: id, count: payload.count) + payload }
}

/// Why bytes are no frame. After any of these the stream is of no further use.
public enum FrameError: Error, Sendable, Equatable {
  /// A head does not begin with ``Frame/magic``.
  case badMagic
  /// A head names a kind that does not exist.
  case unknownKind(UInt8)
  /// A head announces more than ``Frame/payloadLimit``.
  case tooLong(Int)
}

/// Bytes as they arrive, in pieces of any size, to frames. Pure: reading is somebody else's work.
public struct FrameDecoder: Sendable {
  private var head: [UInt8] = []
  private var open: (kind: Frame.Kind, id: UInt64, count: Int)?
  private var payload: [UInt8] = []

  /// Creates a decoder at the beginning of a stream.
  public init() {}

  /// Whether a stream that ends here ends between two frames.
  public var isBetweenFrames: Bool { head.isEmpty && open == nil }

  /// Takes the next bytes and returns the frames they complete.
  ///
  /// Memory grows with what has arrived, not with what a head announces.
  /// - Throws: ``FrameError``; the decoder must not be used after it.
  public mutating func append(_ bytes: ArraySlice<UInt8>) throws(FrameError) -> [Frame] {
    var frames: [Frame] = []
    var rest = bytes
    while true {
      if open == nil {
        let part = rest.prefix(Frame.headCount - head.count)
        head.append(contentsOf: part)
        rest = rest.dropFirst(part.count)
        // A wrong magic is told at its first wrong byte: garbage shorter than a head would otherwise wait for more.
        if !head.prefix(4).elementsEqual(Frame.magic.prefix(min(4, head.count))) { throw .badMagic }
        if head.count < Frame.headCount { return frames }
        try openFrame()
      }
      guard let (kind, id, count) = open else { return frames }
      let part = rest.prefix(count - payload.count)
      payload.append(contentsOf: part)
      rest = rest.dropFirst(part.count)
      if payload.count < count { return frames }
      frames.append(Frame(kind: kind, id: id, payload: payload))
      open = nil
      payload = []
      if rest.isEmpty { return frames }
    }
  }

  private mutating func openFrame() throws(FrameError) {
    guard let kind = Frame.Kind(rawValue: head[4]) else { throw .unknownKind(head[4]) }
    let count = Int(head.littleEndianUInt32(at: 5))
    if count > Frame.payloadLimit { throw .tooLong(count) }
    open = (kind, head.littleEndianUInt64(at: 9), count)
    payload.reserveCapacity(min(count, 1 << 20))
    head.removeAll(keepingCapacity: true)
  }
}

/// What a worker says of itself when it is ready.
public struct WorkReady: Sendable, Equatable {
  /// The libraries that read in it, with their versions.
  public var libraries: String
  /// Layers of the sandbox that hold: `limits`, `landlock`, `seccomp`.
  public var layers: [String]
  /// What was tried and denied: `read`, `write`, `connect`, `execute`, `fork`, `signal`; empty when nothing was tried.
  public var denied: [String]

  /// All layers there are.
  public static let allLayers = ["limits", "landlock", "seccomp"]
  /// All that can be tried.
  public static let allDeeds = ["read", "write", "connect", "execute", "fork", "signal", "trace"]

  /// Creates it.
  public init(libraries: String, layers: [String] = [], denied: [String] = []) {
    self.libraries = libraries
    self.layers = layers
    self.denied = denied
  }

  /// The payload of a frame: three lines.
  public var payload: [UInt8] {
    Array([libraries, layers.joined(separator: " "), denied.joined(separator: " ")].joined(separator: "\n").utf8)
  }

  /// Reads the payload of a frame; `nil` unless it is three short lines of printable ASCII in known words.
  public init?(payload: [UInt8]) {
    guard payload.count <= 400, payload.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x0A }) else { return nil }
    let lines = String(decoding: payload, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 3, !lines[0].isEmpty else { return nil }
    libraries = String(lines[0])
    layers = lines[1].split(separator: " ").map(String.init)
    denied = lines[2].split(separator: " ").map(String.init)
    guard layers.allSatisfy(WorkReady.allLayers.contains), denied.allSatisfy(WorkReady.allDeeds.contains) else {
      return nil
    }
  }
}

/// A document for a worker. It carries no path: nothing in a record may depend on a file's name.
public struct WorkRequest: Sendable, Equatable {
  /// What is asked of the worker beside the record.
  public struct Options: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: UInt8
    /// Creates options from bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Also give what is on the page beside the text.
    public static let furniture = Options(rawValue: 1)
    /// Also tell why the record says what it says, and draw the pages.
    public static let explanation = Options(rawValue: 2)
  }

  /// Pages that can be left out of one reading.
  public static let skipLimit = 255
  /// Bytes of options and of the hash in hexadecimal; how many pages are left out, and which, follows.
  private static let fixedCount = 65
  /// Bytes that may go before the document.
  static let longestHead = fixedCount + 1 + 4 * skipLimit

  /// What is asked.
  public var options: Options
  /// Lower-case hexadecimal SHA-256 of ``document``, as the parent computed it.
  public var sha256: String
  /// Pages, from 1, that are not to be touched: each has ended a worker.
  public var skippedPages: [Int]
  /// The file's bytes.
  public var document: [UInt8]

  /// Creates a request; traps when `sha256` has not 64 digits or more than ``skipLimit`` pages are left out.
  public init(options: Options, sha256: String, skippedPages: [Int] = [], document: [UInt8]) {
    precondition(sha256.utf8.count == 64, "a SHA-256 has 64 digits")
    precondition(skippedPages.count <= WorkRequest.skipLimit, "one byte tells how many pages are left out")
    self.options = options
    self.sha256 = sha256
    self.skippedPages = skippedPages
    self.document = document
  }

  /// What goes before the document on the wire, so that the document itself is not copied.
  public func head(id: UInt64) -> [UInt8] {
    var head = [options.rawValue] + Array(sha256.utf8) + [UInt8(skippedPages.count)]
    for page in skippedPages { head.append(littleEndian: UInt32(clamping: page)) }
    return Frame.head(kind: .request, id: id, count: head.count + document.count) + head
  }

  /// Reads the payload of a frame; `nil` when it is too short or the hash is not one.
  public init?(payload: [UInt8]) {
    guard payload.count > WorkRequest.fixedCount else { return nil }
    let digits = payload[1..<WorkRequest.fixedCount]
    guard digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
    let pages = WorkRequest.fixedCount + 1
    let start = pages + 4 * Int(payload[WorkRequest.fixedCount])
    guard payload.count >= start else { return nil }
    options = Options(rawValue: payload[0])
    sha256 = String(decoding: digits, as: UTF8.self)
    skippedPages = stride(from: pages, to: start, by: 4).map { Int(payload.littleEndianUInt32(at: $0)) }
    document = Array(payload[start...])
  }
}

/// How much there is to read, and which page is next.
public struct WorkProgress: Sendable, Equatable {
  /// Pages of the document.
  public var pages: Int
  /// The page, from 1, that is about to be read; 0 while none is, or after the last.
  public var page: Int

  /// Creates it.
  public init(pages: Int, page: Int = 0) {
    self.pages = pages
    self.page = page
  }

  /// The payload of a frame.
  public var payload: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt32(clamping: pages))
    bytes.append(littleEndian: UInt32(clamping: page))
    return bytes
  }

  /// Reads the payload of a frame; `nil` when it has another length.
  public init?(payload: [UInt8]) {
    guard payload.count == 8 else { return nil }
    pages = Int(payload.littleEndianUInt32(at: 0))
    page = Int(payload.littleEndianUInt32(at: 4))
  }
}

/// Why there is no record, as the worker tells it.
public struct WorkFailure: Sendable, Equatable {
  /// Stable code, lower-case letters and hyphens.
  public var code: String
  /// One sentence for a person.
  public var message: String
  /// Page, from 1, where one can be named.
  public var page: Int?

  /// Creates a failure.
  public init(code: String, message: String, page: Int? = nil) {
    self.code = code
    self.message = message
    self.page = page
  }

  /// The payload of a frame: page (0 for none), length of the code, code, message.
  public var payload: [UInt8] {
    let code = Array(code.utf8.prefix(64))
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt32(clamping: page ?? 0))
    bytes.append(UInt8(code.count))
    return bytes + code + Array(message.utf8.prefix(1000))
  }

  /// Reads the payload of a frame from an untrusted worker; `nil` when it is malformed.
  public init?(payload: [UInt8]) {
    guard payload.count >= 5, payload.count <= 5 + 64 + 1000 else { return nil }
    let page = Int(payload.littleEndianUInt32(at: 0))
    let end = 5 + Int(payload[4])
    guard end > 5, end <= payload.count else { return nil }
    guard payload[5..<end].allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
      return nil
    }
    code = String(decoding: payload[5..<end], as: UTF8.self)
    message = String(decoding: payload[end...], as: UTF8.self)
    self.page = page > 0 ? page : nil
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }

  fileprivate func littleEndianUInt32(at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(self[offset + $1]) << UInt32(8 * $1) }
  }

  fileprivate func littleEndianUInt64(at offset: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(self[offset + $1]) << UInt64(8 * $1) }
  }
}
