// SPDX-License-Identifier: GPL-3.0-or-later
internal import CXML2
internal import Model

/// Receives what the parser meets, in document order. Names are local ones; prefixes and namespaces carry nothing in
/// official papers.
protocol XMLSink: AnyObject {
  /// An element opens. Throwing ends the parse with that error.
  func start(_ name: String, _ attributes: XMLAttributes) throws(ExtractionError)
  /// An element closes.
  func end() throws(ExtractionError)
  /// Character data; one stretch may come in several pieces.
  func text(_ utf8: UnsafeBufferPointer<UInt8>)
}

/// The attributes of one element, read on demand: most are never asked for. Valid only during the call.
struct XMLAttributes {
  fileprivate let raw: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
  fileprivate let count: Int

  /// The value of an attribute by its local name; the first one where prefixes make several.
  subscript(_ name: String) -> String? {
    guard let raw else { return nil }
    // Five pointers an attribute: local name, prefix, URI, value, one past the value (libxml2, startElementNsSAX2Func).
    for i in 0..<count {
      guard let key = raw[i * 5], let from = raw[i * 5 + 3], let to = raw[i * 5 + 4], String(cString: key) == name
      else { continue }
      return String(decoding: UnsafeBufferPointer(start: from, count: to - from), as: UTF8.self)
    }
    return nil
  }
}

/// libxml2's push parser with our own SAX2 callbacks, and nothing else of libxml2.
///
/// Its tree and reader interfaces hang on a file of 839 bytes (parameter entities), and any of its own file access
/// could be led astray: so bytes only, no tree, no path, no DTD, no entity, no network. What it does not limit is
/// limited here. The sink is called back without recursion, however deep the document.
final class XMLEvents {
  /// Elements within elements. libxml2's tree parser draws the same line; official papers stay below 30.
  static let deepest = 256
  /// Elements, stretches of text and instructions. The longest paper seen has some 60,000.
  static let mostNodes = 2_000_000
  /// Bytes of character data.
  static let mostText = 64 << 20
  /// Attributes of one element; libxml2 compares each with each.
  static let mostAttributes = 256

  private let sink: any XMLSink
  private var depth = 0
  private var nodes = 0
  private var textBytes = 0
  private var failure: ExtractionError?
  private var context: xmlParserCtxtPtr?

  private init(_ sink: any XMLSink) { self.sink = sink }

  /// Parses a whole document that is UTF-8 without a byte order mark; an encoding its declaration names is ignored.
  ///
  /// - Throws: what the sink throws; `damaged` where the document is not well-formed; `dtd-refused`, `too-deep`,
  ///   `too-large`.
  static func parse(_ utf8: [UInt8], into sink: any XMLSink) throws(ExtractionError) {
    prepareLibrary
    let events = XMLEvents(sink)
    try events.run(utf8)
  }

  /// Once for the process, before any parse: the loader of external entities denies every call.
  private static let prepareLibrary: Void = {
    xmlInitParser()
    xmlSetExternalEntityLoader { _, _, _ in nil }
  }()

  private func run(_ utf8: [UInt8]) throws(ExtractionError) {
    var handler = XMLEvents.handler
    let me = Unmanaged.passUnretained(self).toOpaque()
    guard let context = xmlCreatePushParserCtxt(&handler, me, nil, 0, nil) else {
      throw ExtractionError(code: "memory", message: "no memory for the XML parser")
    }
    self.context = context
    defer {
      self.context = nil
      xmlFreeParserCtxt(context)
    }
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_COMPACT.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    xmlCtxtUseOptions(context, Int32(options))
    utf8.withUnsafeBytes { bytes in
      let base = bytes.bindMemory(to: CChar.self).baseAddress
      var at = 0
      // 64 KiB a push: the size at which throughput levels off.
      while at < bytes.count, failure == nil {
        let count = min(bytes.count - at, 64 << 10)
        if xmlParseChunk(context, base.map { $0 + at }, Int32(count), 0) != 0 { break }
        at += count
      }
      if failure == nil { xmlParseChunk(context, nil, 0, 1) }
    }
    if let failure { throw failure }
    if context.pointee.wellFormed == 0 || depth != 0 {
      throw ExtractionError(code: "damaged", message: "the XML is not well-formed")
    }
  }

  /// Ends the parse with an error; the first one counts.
  private func fail(_ error: ExtractionError) {
    if failure == nil { failure = error }
    if let context { xmlStopParser(context) }
  }

  private func countNode() {
    nodes += 1
    if nodes > XMLEvents.mostNodes {
      fail(
        ExtractionError(code: "too-large", message: "the XML has more than \(XMLEvents.mostNodes) elements and texts")
      )
    }
  }

  // MARK: Callbacks

  private func started(_ name: UnsafePointer<xmlChar>, _ attributes: XMLAttributes) {
    guard failure == nil else { return }
    depth += 1
    countNode()
    if depth > XMLEvents.deepest {
      return fail(ExtractionError(code: "too-deep", message: "the XML nests more than \(XMLEvents.deepest) elements"))
    }
    if attributes.count > XMLEvents.mostAttributes {
      return fail(
        ExtractionError(
          code: "too-large",
          message: "an element of the XML has more than \(XMLEvents.mostAttributes) attributes"
        )
      )
    }
    do { try sink.start(String(cString: name), attributes) } catch { fail(error) }
  }

  private func ended() {
    guard failure == nil else { return }
    depth -= 1
    do { try sink.end() } catch { fail(error) }
  }

  private func met(_ utf8: UnsafeBufferPointer<UInt8>) {
    guard failure == nil else { return }
    countNode()
    textBytes += utf8.count
    if textBytes > XMLEvents.mostText {
      return fail(
        ExtractionError(code: "too-large", message: "the XML has more than \(XMLEvents.mostText >> 20) MiB of text")
      )
    }
    sink.text(utf8)
  }

  private func complained(_ error: xmlError) {
    // Warnings are of no concern; of the errors the first one is nearest to the cause.
    guard failure == nil, error.level == XML_ERR_ERROR || error.level == XML_ERR_FATAL else { return }
    // Names without a declared prefix are kept as they are: scraped copies lose the declarations.
    if error.domain == Int32(XML_FROM_NAMESPACE.rawValue) { return }
    var message = error.message.map { String(cString: $0) } ?? "no reason given"
    while message.utf8.last == 0x0A { message.removeLast() }
    fail(ExtractionError(code: "damaged", message: "the XML is not well-formed: line \(error.line): \(message)"))
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> XMLEvents? {
    pointer.map { Unmanaged<XMLEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Entity callbacks stay nil: no entity but the five of XML itself is ever known.
  private static var handler: xmlSAXHandler {
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { me, name, _, _, _, _, attributeCount, _, attributes in
      guard let name else { return }
      XMLEvents.from(me)?.started(name, XMLAttributes(raw: attributes, count: Int(attributeCount)))
    }
    handler.endElementNs = { me, _, _, _ in XMLEvents.from(me)?.ended() }
    handler.characters = { me, text, count in
      XMLEvents.from(me)?.met(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.ignorableWhitespace = handler.characters
    // Instructions leave no trace: one inside a word marks where a setter may break it.
    handler.processingInstruction = { me, _, _ in XMLEvents.from(me)?.countNode() }
    handler.comment = { me, _ in XMLEvents.from(me)?.countNode() }
    handler.internalSubset = { me, _, _, _ in
      XMLEvents.from(me)?.fail(
        ExtractionError(code: "dtd-refused", message: "the XML carries a DOCTYPE, which official papers never do")
      )
    }
    handler.serror = { me, error in
      guard let error else { return }
      XMLEvents.from(me)?.complained(error.pointee)
    }
    return handler
  }
}
