// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// Events to a ``MarkupDocument``: one pass, a stack of open elements, a stack of texts being collected.
///
/// Text in no element that collects it, known or unknown, becomes a paragraph of its own: nothing that a reader would
/// see is dropped.
final class OfficialXMLReader: XMLSink {
  /// What a text is collected for.
  private enum Purpose: Equatable {
    case paragraph
    case heading(MarkupDocument.Heading.Style?)
    case headingPart(isNumber: Bool)
    case questionLabel(MarkupDocument.Heading.Label)
    case marker, cell, caption
    case note(Int), noteLabel(Int)
    case chamberName, chamberNumber, sessionYear, legacyTitle, dossierNumber, chapter, dossierTitle, number, title,
      answerTitle, dateLine
    case office, name
    case nothing

    /// A paragraph gives way to blocks inside it; every other text takes them in.
    var isFlow: Bool { self == .paragraph }
  }

  private struct Collector {
    var purpose: Purpose
    var text = OfficialXMLText()
    /// How many elements were open when it was opened, its own among them.
    var depth: Int
  }

  private struct Frame {
    var element: OfficialXMLElement
    /// What `end` must undo in the text that surrounds an inline element.
    var closesInline = false
    var partsText = false
    /// Of a name: whether a part of it has come.
    var hasPerson = false
  }

  private var document: MarkupDocument?
  private var frames: [Frame] = []
  private var collectors: [Collector] = []
  private var divisions = OfficialXMLDivisions()
  private var lists = OfficialXMLLists()
  private var notes = OfficialXMLNotes()
  private var signatures = OfficialXMLSignatures()
  private var row: MarkupText?
  private var headingParts = (text: MarkupText(), number: String?.none, style: MarkupDocument.Heading.Style?.none)
  private var group: Int?
  private var groupCount = 0
  /// Elements open within one that is skipped, itself among them.
  private var skipping = 0
  /// Elements open above the paper.
  private var above = 0
  private var isFeed = false
  private var fields: [MarkupDocument.Field] = []
  private var unknown: [String] = []

  /// The document, once the parse has ended.
  ///
  /// - Throws: `not-a-letter` where no paper was found in the file.
  func finish() throws(ExtractionError) -> MarkupDocument {
    guard var document else {
      let what = isFeed ? OfficialXMLElement.otherRoot("feed") : nil
      throw OfficialXMLReader.notALetter(what ?? "an official publication without a paper in it")
    }
    notes.resolve(in: &document)
    if !unknown.isEmpty {
      document.warnings.append(
        Warning(
          code: "unknown-elements",
          message: "elements that are not known were read as plain text: \(unknown.joined(separator: ", "))"
        )
      )
    }
    return document
  }

  private static func notALetter(_ what: String) -> ExtractionError {
    ExtractionError(code: "not-a-letter", message: "this is \(what), not a letter or a parliamentary paper")
  }

  // MARK: Events

  func start(_ name: String, _ attributes: XMLAttributes) throws(ExtractionError) {
    if skipping > 0 {
      skipping += 1
      return
    }
    let element = OfficialXMLElement.named(name)
    if document == nil, try !startsDocument(element, name, attributes) { return }
    var frame = Frame(element: element)
    if element == .skipped {
      skipping = 1
      return
    }
    if element == .unknown, !unknown.contains(name), unknown.count < 20 { unknown.append(name) }
    if isInline(element) {
      startInline(element, attributes, &frame)
    } else if let top = collectors.last, !top.purpose.isFlow {
      // A block inside a cell, a note or a field: its text goes on there.
      if !startsInside(top.purpose, element) {
        collectors[collectors.count - 1].text.part()
        frame.partsText = true
      }
    } else {
      interrupt()
      startBlock(element, attributes)
    }
    frames.append(frame)
  }

  private func isInline(_ element: OfficialXMLElement) -> Bool {
    if element.isInline { return true }
    guard element.namesSomeone, let top = collectors.last else { return false }
    return top.purpose != .office
  }

  func end() throws(ExtractionError) {
    if skipping > 0 {
      skipping -= 1
      return
    }
    if above > 0, document == nil {
      above -= 1
      return
    }
    guard let frame = frames.popLast() else { return }
    // Texts that this element opened, or that lie in it without an element of their own.
    while let top = collectors.last, top.depth > frames.count { closeCollector() }
    if frame.closesInline {
      if !collectors.isEmpty { collectors[collectors.count - 1].text.close() }
    } else if frame.partsText {
      if !collectors.isEmpty { collectors[collectors.count - 1].text.part() }
    } else {
      endBlock(frame.element)
    }
  }

  func text(_ utf8: UnsafeBufferPointer<UInt8>) {
    guard skipping == 0, document != nil else { return }
    if collectors.isEmpty {
      if utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) { return }
      guard let frame = frames.last, frame.element != .metadata, frame.element != .field else { return }
      open(.paragraph)
    }
    collectors[collectors.count - 1].text.append(utf8)
  }

  // MARK: The root

  /// Handles elements above the paper; `true` once the paper itself begins.
  private func startsDocument(_ element: OfficialXMLElement, _ name: String, _ attributes: XMLAttributes)
    throws(ExtractionError) -> Bool
  {
    defer { above += 1 }
    if above == 0 {
      switch element {
      case .legacyPaper, .legacyQuestions:
        begin(element == .legacyPaper ? .kamerwrk : .vraagdoc)
        document?.chamberNumber = attributes["kamer"]
        return true
      case .publication: return false
      default: break
      }
      if name == "feed" || name == "entry" {
        isFeed = true
        return false
      }
      throw OfficialXMLReader.notALetter(OfficialXMLElement.otherRoot(name) ?? "XML with the root element \"\(name)\"")
    }
    if isFeed {
      if name == "toezegging", let what = OfficialXMLElement.otherRoot(name) {
        throw OfficialXMLReader.notALetter(what)
      }
      return false
    }
    switch element {
    case .field where above == 2: addField(attributes)
    case .paper where above == 1, .questions where above == 1:
      begin(element == .paper ? .kamerstuk : .kamervragen)
      return true
    case .metadata: break
    default:
      if above == 1 {
        throw OfficialXMLReader.notALetter(
          OfficialXMLElement.otherRoot(name) ?? "an official publication of the kind \"\(name)\""
        )
      }
    }
    return false
  }

  private func begin(_ form: MarkupDocument.Form) {
    document = MarkupDocument(form: form)
    for field in fields { store(field) }
  }

  private func addField(_ attributes: XMLAttributes) {
    let field = MarkupDocument.Field(
      name: attributes["name"] ?? "",
      scheme: attributes["scheme"] ?? "",
      content: attributes["content"] ?? ""
    )
    guard !field.name.isEmpty, !field.content.isEmpty else { return }
    if document == nil { fields.append(field) } else { store(field) }
  }

  private func store(_ field: MarkupDocument.Field) {
    document?.fields.append(field)
    if field.name == "DC.identifier" { document?.identifier = field.content }
    if field.name == "OVERHEIDop.externMetadataRecord", document?.identifier == nil {
      // https://…/kst-28844-269/metadata.xml
      let parts = field.content.utf8.split(separator: UInt8(ascii: "/"))
      if parts.count > 2, let last = parts.last, last.elementsEqual("metadata.xml".utf8) {
        document?.identifier = String(parts[parts.count - 2])
      }
    }
  }

  // MARK: Inline elements

  private func startInline(_ element: OfficialXMLElement, _ attributes: XMLAttributes, _ frame: inout Frame) {
    if element == .note { return startNote(attributes) }
    if element == .date, let iso = attributes["isodatum"], let day = Day(iso: String(iso.prefix(10))) {
      document?.dates.append(MarkupDocument.Dated(day: day, place: datePlace))
    }
    if collectors.isEmpty {
      // An unknown element between blocks may hold blocks itself; the others begin a paragraph.
      if element == .unknown || element == .noteCall || element == .lineBreak || frames.isEmpty {
        return startDetached(element)
      }
      open(.paragraph)
    }
    let top = collectors.count - 1
    switch element {
    case .emphasis: collectors[top].text.open(emphasis: OfficialXMLElement.emphasis(attributes["type"]))
    case .raised: collectors[top].text.open(emphasis: .raised)
    case .lowered: collectors[top].text.open(emphasis: .lowered)
    case .link:
      if let target = attributes["doc"], !target.isEmpty {
        let isAddress =
          attributes["soort"] == "URL" || target.utf8.contains(UInt8(ascii: ":")) && attributes["soort"] != "document"
        collectors[top].text.open(link: target, isDocument: !isAddress)
      } else {
        collectors[top].text.openPlain()
      }
    case .noteCall:
      // What it holds is the printed call.
      collectors[top].text.call(notes.refer(id: attributes["refid"], label: attributes["nr"]))
      open(.nothing, within: 1)
      return
    case .lineBreak: collectors[top].text.part()
    case .person:
      // A given name and a surname with no blank between them.
      if let last = frames.indices.last, frames[last].element == .name {
        if frames[last].hasPerson { collectors[top].text.part() }
        frames[last].hasPerson = true
      }
      collectors[top].text.openPlain()
    default: collectors[top].text.openPlain()
    }
    frame.closesInline = element != .lineBreak
  }

  /// A note's call or line break between blocks says nothing.
  private func startDetached(_ element: OfficialXMLElement) {
    if element == .noteCall { open(.nothing, within: 1) }
  }

  private func startNote(_ attributes: XMLAttributes) {
    let index = document?.notes.count ?? 0
    document?.notes.append(MarkupDocument.Note(id: attributes["id"], label: attributes["nr"] ?? ""))
    if !collectors.isEmpty { collectors[collectors.count - 1].text.call(index) }
    open(.note(index), within: 1)
  }

  private var datePlace: MarkupDocument.Dated.Place {
    for collector in collectors.reversed() {
      switch collector.purpose {
      case .title: return .question
      case .answerTitle: return .answer
      case .office: return .closing
      default: break
      }
    }
    return frames.contains { $0.element == .dateLine }
      ? .paper : frames.contains { $0.element == .place } ? .closing : .text
  }

  // MARK: Blocks

  /// Whether an element means something of its own inside a text that is collected.
  private func startsInside(_ purpose: Purpose, _ element: OfficialXMLElement) -> Bool {
    switch (purpose, element) {
    case (.note(let index), .noteNumber):
      open(.noteLabel(index), within: 1)
      return true
    case (.office, .name):
      endSignatory()
      open(.name, within: 1)
      return true
    case (.office, .place), (.office, .organisation):
      open(.nothing, within: 1)
      return true
    case (.office, .office):
      endSignatory()
      return false
    case (.dossierNumber, .chapter):
      open(.chapter, within: 1)
      return true
    case (.nothing, .paperNumber):
      open(.number, within: 1)
      return true
    default: return false
    }
  }

  private var parent: OfficialXMLElement? { frames.last?.element }

  private func startBlock(_ element: OfficialXMLElement, _ attributes: XMLAttributes) {
    switch element {
    case .field: addField(attributes)
    case .headLine:
      switch attributes["inhoud"] {
      case "vergaderjaar": open(.sessionYear, within: 1)
      case "kameraanduiding": open(.chamberName, within: 1)
      case "kamernummer": open(.chamberNumber, within: 1)
      default: open(.nothing, within: 1)
      }
    case .dossier, .legacySubject: document?.dossiers.append(MarkupDocument.Dossier(number: ""))
    case .dossierNumber: if collectors.isEmpty { open(.dossierNumber, within: 1) }
    case .chapter: open(.chapter, within: 1)
    case .dateLine: open(.dateLine, within: 1)
    case .paperNumberLine, .place: open(.nothing, within: 1)
    case .paperNumber, .questionsNumber: open(.number, within: 1)
    case .sessionYear: open(.sessionYear, within: 1)
    case .questionsTitle:
      let isAnswer = attributes["type"] == "antwoord" || frames.contains { $0.element == .answer }
      open(isAnswer ? .answerTitle : .title, within: 1)
    case .paragraph: open(.paragraph, within: 1)
    case .paragraphGroup:
      groupCount += 1
      group = groupCount
    case .subheading:
      open(.heading(OfficialXMLElement.style(attributes["kopopmaak"] ?? attributes["letat"])), within: 1)
    case .division, .question, .answer: divisions.begin()
    case .annex:
      document?.blocks.append(MarkupDocument.Block(.annex))
      divisions.beginAnnex()
    case .heading: headingParts = (MarkupText(), nil, OfficialXMLElement.style(attributes["kopopmaak"]))
    case .headingLabel: open(parent == .heading ? .headingPart(isNumber: false) : .paragraph, within: 1)
    case .title, .legacySubtitle, .number, .legacyNumber, .name: startAmbiguous(element)
    case .list:
      lists.beginList(type: attributes["type"], closing: attributes["nr-sluiting"], start: attributes["start"])
    case .item: lists.beginItem()
    case .itemMarker: open(.marker, within: 1)
    case .row: row = MarkupText()
    case .cell: open(.cell, within: 1)
    case .caption: open(.caption, within: 1)
    case .box: document?.blocks.append(MarkupDocument.Block(.boxStart))
    case .signing: open(.office, within: 1)
    case .noteNumber, .noteText: open(.paragraph, within: 1)
    default: break
    }
  }

  /// Names that mean different things in different places.
  private func startAmbiguous(_ element: OfficialXMLElement) {
    switch (element, parent) {
    case (.title, .dossier), (.name, .legacySubject): open(.dossierTitle, within: 1)
    case (.legacyNumber, .legacySubject): open(.dossierNumber, within: 1)
    case (.title, .heading) where isLegacyHead, (.legacySubtitle, .heading) where isLegacyHead:
      open(.legacyTitle, within: 1)
    case (.title, .heading), (.legacySubtitle, .heading): open(.headingPart(isNumber: false), within: 1)
    case (.number, .heading), (.legacyNumber, .heading): open(.headingPart(isNumber: true), within: 1)
    case (.number, .question), (.legacyNumber, .question): open(.questionLabel(.question), within: 1)
    case (.number, .answer), (.legacyNumber, .answer): open(.questionLabel(.answer), within: 1)
    case (.title, .part) where document?.title.isEmpty ?? false: open(.title, within: 1)
    case (.legacyNumber, .part) where document?.number == nil: open(.number, within: 1)
    default: open(.paragraph, within: 1)
    }
  }

  /// The `kop` right below `kamerwrk` is the paper's head, not a heading.
  private var isLegacyHead: Bool { frames.count == 2 && (document?.form == .kamerwrk || document?.form == .vraagdoc) }

  private func endBlock(_ element: OfficialXMLElement) {
    switch element {
    case .paragraphGroup: group = nil
    case .heading: endHeading()
    case .division, .annex, .question, .answer: divisions.end(blocks: blockCount)
    case .list: lists.endList()
    case .item: lists.endItem()
    case .row:
      if let row, !row.isEmpty { append(.tableRow, row) }
      row = nil
    case .box: document?.blocks.append(MarkupDocument.Block(.boxEnd))
    default: break
    }
  }

  // MARK: Texts

  private func open(_ purpose: Purpose, within extra: Int = 0) {
    collectors.append(Collector(purpose: purpose, depth: frames.count + extra))
  }

  /// A block begins inside a paragraph: what stands there already is a paragraph by itself.
  private func interrupt() {
    guard let top = collectors.last, top.purpose.isFlow else { return }
    if top.depth == frames.count, !(parent == .paragraph || parent == .noteText) {
      closeCollector()
    } else {
      let text = collectors[collectors.count - 1].text.take()
      appendParagraph(text)
    }
  }

  private func closeCollector() {
    guard var collector = collectors.popLast() else { return }
    let text = collector.text.take()
    switch collector.purpose {
    case .paragraph: appendParagraph(text)
    case .heading(let style):
      guard !text.isEmpty else { return }
      append(.heading(MarkupDocument.Heading(style: style)), text)
    case .headingPart(let isNumber):
      if isNumber, headingParts.text.isEmpty { headingParts.number = text.string }
      headingParts.text.append(text)
    case .questionLabel(let label):
      guard !text.isEmpty else { return }
      append(divisions.name(nil, label: label, number: nil, blocks: blockCount + 1), text)
    case .marker: lists.mark(text.string)
    case .cell: row?.append(text)
    case .caption: if !text.isEmpty { append(.caption, text) }
    case .note(let index): document?.notes[index].text = text
    case .noteLabel(let index): document?.notes[index].label = text.string
    case .chamberName: document?.chamberName = text.string
    case .chamberNumber: document?.chamberNumber = text.string
    case .sessionYear: if document?.sessionYear == nil { document?.sessionYear = text.string }
    case .legacyTitle: storeLegacyTitle(text)
    case .dossierNumber: editDossier { $0.number = text.string }
    case .chapter: if !text.isEmpty { editDossier { $0.chapter = text.string } }
    case .dossierTitle: editDossier { $0.title.append(text) }
    case .number: if document?.number == nil, !text.isEmpty { document?.number = text.string }
    case .title: document?.title.append(text)
    case .answerTitle: document?.answerTitle.append(text)
    case .dateLine: document?.dateLine.append(text)
    case .name: signatures.name(text)
    case .office:
      signatures.complete(office: text)
      if !signatures.signatories.isEmpty {
        document?.blocks.append(MarkupDocument.Block(.signature(signatures.signatories)))
      }
      signatures = OfficialXMLSignatures()
    case .nothing: break
    }
  }

  private func editDossier(_ edit: (inout MarkupDocument.Dossier) -> Void) {
    guard let count = document?.dossiers.count, count > 0 else { return }
    guard var dossier = document?.dossiers[count - 1] else { return }
    edit(&dossier)
    document?.dossiers[count - 1] = dossier
  }

  /// The lines of an old paper's head: the chamber, its number, the session year.
  private func storeLegacyTitle(_ text: MarkupText) {
    guard let first = text.utf8.first else { return }
    if (0x30...0x39).contains(first), text.utf8.count < 5 {
      if document?.chamberNumber == nil { document?.chamberNumber = text.string }
    } else if document?.chamberName == nil {
      document?.chamberName = text.string
    } else if document?.sessionYear == nil, text.utf8.contains(where: { (0x30...0x39).contains($0) }) {
      document?.sessionYear = text.string
    }
  }

  private func append(_ kind: MarkupDocument.Block.Kind, _ text: MarkupText) {
    document?.blocks.append(MarkupDocument.Block(kind, text, container: divisions.container, group: group))
  }

  private func append(_ named: (heading: MarkupDocument.Heading, container: Int), _ text: MarkupText) {
    document?.blocks.append(
      MarkupDocument.Block(.heading(named.heading), text, container: named.container, group: group)
    )
  }

  private func appendParagraph(_ text: MarkupText) {
    if text.utf8.isEmpty {
      // A call alone belongs to what stands before it.
      guard !text.calls.isEmpty, let last = document?.blocks.indices.last,
        let end = document?.blocks[last].text.utf8.count, end > 0
      else { return }
      document?.blocks[last].text.calls += text.calls.map { MarkupText.Call(offset: end, note: $0.note) }
      return
    }
    if lists.isInItem {
      append(.listItem(marker: lists.takeMarker(), depth: lists.depth), text)
    } else {
      append(.paragraph, text)
    }
  }

  private var blockCount: Int { document?.blocks.count ?? 0 }

  private func endHeading() {
    defer { headingParts = (MarkupText(), nil, nil) }
    guard !headingParts.text.isEmpty else { return }
    switch parent {
    case .division, .annex, .question, .answer:
      append(divisions.name(headingParts.style, number: headingParts.number, blocks: blockCount + 1), headingParts.text)
    default:
      append(
        .heading(MarkupDocument.Heading(style: headingParts.style, number: headingParts.number)),
        headingParts.text
      )
    }
  }

  /// A further office or name begins: the pair before it is complete.
  private func endSignatory() {
    guard signatures.hasName, let at = collectors.lastIndex(where: { $0.purpose == .office }) else { return }
    signatures.complete(office: collectors[at].text.take())
  }
}
