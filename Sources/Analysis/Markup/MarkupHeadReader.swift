// SPDX-License-Identifier: GPL-3.0-or-later
internal import Language
internal import Model

/// What stands around the text of a marked-up letter: metadata, and the blocks that are no text.
struct MarkupFrame {
  var metadata = Metadata()
  /// Indices of blocks that are addressee, date, salutation, closing or signature.
  var outside = Set<Int>()
}

/// Reads the head of a marked-up paper: kind, date, subject, dossiers, chamber, and the addressee above the text.
struct MarkupHeadReader {
  private let letterhead: Letterhead
  private let dates: DateScanner

  /// Blocks above the text: addressee, its address, place and date, salutation.
  private let longestHead = 9

  init(_ pack: LanguagePack) {
    letterhead = pack.letterhead
    dates = DateScanner(pack.lexicon)
  }

  func callAsFunction(_ document: MarkupDocument) -> MarkupFrame {
    var frame = MarkupFrame()
    frame.metadata.number = document.number
    readDossiers(document, &frame.metadata)
    readSession(document, &frame.metadata)
    readChamber(document, &frame.metadata)
    readTitle(document, &frame.metadata)
    readOpening(document, &frame)
    readDate(document, &frame.metadata)
    return frame
  }

  private func field(_ name: String, _ document: MarkupDocument) -> [String] {
    document.fields.filter { $0.name == name }.map(\.content)
  }

  // MARK: Title and subject

  private func readTitle(_ document: MarkupDocument, _ metadata: inout Metadata) {
    let reader = TitleReader(letterhead)
    let folded = Letterhead.fold(document.title.utf8)
    switch document.form {
    case .kamervragen, .vraagdoc:
      let isAnswered =
        !document.answerTitle.isEmpty
        || document.blocks.contains {
          if case .heading(let heading) = $0.kind { heading.label == .answer } else { false }
        }
      metadata.kind = isAnswered ? .antwoord : .other
      let subject = reader.question(document.title.utf8)
      metadata.subject = subject.isEmpty ? field("OVERHEIDop.documenttitel", document).first : subject
      metadata.signatories = reader.members(document.answerTitle.utf8)
    case .kamerstuk, .kamerwrk:
      metadata.kind = reader.kind(title: folded)
      let dossier = document.dossiers.first?.title.utf8 ?? []
      metadata.subject =
        reader.subject(title: document.title.utf8, dossier: dossier) ?? field("OVERHEIDop.dossiertitel", document).first
    }
  }

  // MARK: Dossiers, session, chamber

  private func readDossiers(_ document: MarkupDocument, _ metadata: inout Metadata) {
    for dossier in document.dossiers {
      if let name = dossierName(dossier.number, dossier.chapter), !metadata.dossiers.contains(name) {
        metadata.dossiers.append(name)
      }
    }
    if metadata.dossiers.isEmpty {
      metadata.dossiers = field("OVERHEIDop.dossiernummer", document).compactMap { dossierName($0, nil) }
    }
    if metadata.number == nil { metadata.number = field("OVERHEIDop.ondernummer", document).first }
  }

  /// `36 600` and `XIV` to `36600-XIV`; `21 501-32` to `21501-32`.
  private func dossierName(_ printed: String, _ chapter: String?) -> String? {
    var digits: [UInt8] = []
    var rest: [UInt8] = []
    for byte in printed.utf8 where byte != 0x20 && byte != UInt8(ascii: ",") {
      let isDigit = (0x30...0x39).contains(byte)
      if rest.isEmpty, isDigit, digits.count < 5 { digits.append(byte) } else { rest.append(byte) }
    }
    if let chapter, rest.isEmpty { rest = chapter.utf8.filter { $0 != 0x20 } }
    if rest.first == 0x2D { rest.removeFirst() }
    let isPart =
      rest.count <= 5
      && rest.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    // Dossiers of the Eerste Kamer's own bear Roman numbers.
    if digits.isEmpty, !rest.isEmpty, rest.allSatisfy({ (0x41...0x5A).contains($0) }) {
      return String(decoding: rest, as: UTF8.self)
    }
    guard digits.count == 5, isPart else { return nil }
    return String(decoding: rest.isEmpty ? digits : digits + [0x2D] + rest, as: UTF8.self)
  }

  private func readSession(_ document: MarkupDocument, _ metadata: inout Metadata) {
    for printed in [document.sessionYear].compactMap({ $0 }) + field("OVERHEIDop.vergaderjaar", document) {
      if let year = SessionYear.read(Array(printed.utf8), from: 0) {
        metadata.sessionYear = year
        return
      }
    }
  }

  private func readChamber(_ document: MarkupDocument, _ metadata: inout Metadata) {
    switch document.chamberNumber {
    case "1": metadata.chamber = .eersteKamer
    case "2": metadata.chamber = .tweedeKamer
    default:
      if let name = document.chamberName { metadata.chamber = chamber(in: Letterhead.fold(name.utf8)) }
    }
  }

  private func chamber(in folded: [UInt8]) -> Metadata.Chamber? {
    if letterhead[.firstChamber].contains(where: { folded.contains($0) }) { return .eersteKamer }
    return letterhead[.secondChamber].contains { folded.contains($0) } ? .tweedeKamer : nil
  }

  // MARK: Addressee and date

  /// The paragraphs above the text, up to the place and date; without them the addressees and the salutation alone.
  private func readOpening(_ document: MarkupDocument, _ frame: inout MarkupFrame) {
    let blocks = document.blocks
    let head = blocks.indices.prefix(longestHead).prefix {
      if case .paragraph = blocks[$0].kind { true } else { false }
    }
    var end = 0
    for index in head {
      let folded = Letterhead.fold(blocks[index].text.utf8)
      if let day = placeAndDate(blocks[index].text.utf8, folded) {
        if blocks[..<index].allSatisfy({ $0.text.utf8.count < 140 }) {
          frame.metadata.date = day
          frame.metadata.dateBasis = .letterhead
          end = index + 1
        }
        break
      }
    }
    while end < head.count, isAddress(Letterhead.fold(blocks[end].text.utf8)) { end += 1 }
    for index in 0..<end {
      frame.outside.insert(index)
      let folded = Letterhead.fold(blocks[index].text.utf8)
      if letterhead.begins(folded, with: .addressee), let chamber = chamber(in: folded) {
        frame.metadata.chamber = chamber
      }
    }
  }

  private func isAddress(_ folded: [UInt8]) -> Bool {
    guard folded.count < 140 else { return false }
    if letterhead.begins(folded, with: .addressee) { return true }
    return folded.count < 80 && letterhead.begins(folded, with: .salutations)
  }

  /// `Den Haag, 20 maart 2026`: a known place, or any few words and a comma, and the date as all that follows.
  private func placeAndDate(_ text: [UInt8], _ folded: [UInt8]) -> Day? {
    guard text.count < 60, let found = dates.first(text, in: 0..<text.count) else { return nil }
    if let place = letterhead.prefix(of: folded, in: .places), text.count < place.count + 30 { return found.day }
    let place = text[..<found.span.start]
    guard text[found.span.end...].allSatisfy({ $0 == UInt8(ascii: ".") }), place.last == 0x20,
      place.dropLast().last == UInt8(ascii: ","), place.count <= 30, let first = place.first,
      (0x41...0x5A).contains(first) || first >= 0x80
    else { return nil }
    return found.day
  }

  /// The day in figures where the letter's own line gave none: of the paper, of the answer, of the closing, of the
  /// publication.
  private func readDate(_ document: MarkupDocument, _ metadata: inout Metadata) {
    guard metadata.date == nil else { return }
    let isQuestions = document.form == .kamervragen || document.form == .vraagdoc
    let places: [MarkupDocument.Dated.Place] = isQuestions ? [.answer] : [.paper, .closing]
    for place in places {
      if let dated = document.dates.first(where: { $0.place == place }) {
        metadata.date = dated.day
        metadata.dateBasis = place == .closing ? .closing : .xml
        return
      }
    }
    let line = document.dateLine.utf8
    if let day = dates.first(line, in: 0..<line.count)?.day {
      metadata.date = day
      metadata.dateBasis = .letterhead
    } else if isQuestions, let day = TitleReader(letterhead).received(document.answerTitle.utf8, dates) {
      metadata.date = day
      metadata.dateBasis = .letterhead
    } else if let issued = field("DCTERMS.issued", document).first, let day = Day(iso: String(issued.prefix(10))) {
      metadata.date = day
      metadata.dateBasis = .xml
    }
  }
}
