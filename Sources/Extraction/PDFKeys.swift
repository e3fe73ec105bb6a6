// SPDX-License-Identifier: GPL-3.0-or-later
#if canImport(Glibc)
  internal import Glibc
#endif

/// Keys that stand in a PDF's bytes as they are, found without parsing it.
struct PDFKeys {
  /// `/StructTreeRoot`: the file is tagged.
  private(set) var tree = false
  /// `/ObjStm`: what is not found may stand in a compressed object.
  private(set) var compressed = false
  /// `/Annots`, and `/Dest` or `/GoTo`: a page may have links that lead to another place of the file.
  private var annotations = false
  private var targets = false
  /// `/Type1`, or a font named without the tag of a subset (PDF 1.7 reference, 9.6.4): poppler may ask whether the font is embedded.
  private var asksFontPrograms = false

  var links: Bool { annotations && targets || compressed }

  /// Looks for the keys, and renames two of them in our copy of the bytes, so that poppler passes over what has no bearing on text.
  ///
  /// `/OutputIntents`: poppler 22.12 builds colour transforms from it on every page, 79 % of its time on PDF/A letters.
  ///
  /// `/FontFile2`: for each font of each page poppler 22.12 inflates the head of the TrueType program to tell its type
  /// (`GfxFont::getFontType`), 5 % of the instructions on letters. Without a program it goes by `/Subtype`, which says the same. It also asks
  /// whether a font has a program where it takes metrics of the base 14 fonts, known by their untagged names (`/FontName`, `/BaseFont`), and where a Type 1 font has no
  /// encoding of its own: a file with either is left as it is, and so is one whose fonts may stand in compressed objects.
  init(disarming base: UnsafeMutableRawPointer, _ count: Int) {
    let intents: StaticString = "/OutputIntents"
    let tree: StaticString = "/StructTreeRoot"
    let compressed: StaticString = "/ObjStm"
    let annotations: StaticString = "/Annots"
    let target: StaticString = "/Dest"
    let action: StaticString = "/GoTo"
    let program: StaticString = "/FontFile2"
    let name: StaticString = "/FontName"
    let base14: StaticString = "/BaseFont"
    let type1: StaticString = "/Type1"
    func stands(_ key: StaticString, _ hit: UnsafeMutableRawPointer, _ left: Int) -> Bool {
      left >= key.utf8CodeUnitCount && memcmp(hit, key.utf8Start, key.utf8CodeUnitCount) == 0
    }
    func rename(_ key: StaticString, _ hit: UnsafeMutableRawPointer) {
      hit.storeBytes(of: UInt8(ascii: "z"), toByteOffset: key.utf8CodeUnitCount - 1, as: UInt8.self)
    }
    var programs: [UnsafeMutableRawPointer] = []
    var at = base
    var left = count
    while left > 0, let hit = memchr(at, 0x2F, left) {
      left -= hit - at
      // A file has some hundred names a page: one byte tells most of them apart from these.
      switch left > 1 ? hit.load(fromByteOffset: 1, as: UInt8.self) : 0 {
      case UInt8(ascii: "O"):
        if stands(intents, hit, left) { rename(intents, hit) }
        if stands(compressed, hit, left) { self.compressed = true }
      case UInt8(ascii: "S"): if stands(tree, hit, left) { self.tree = true }
      case UInt8(ascii: "A"): if stands(annotations, hit, left) { self.annotations = true }
      case UInt8(ascii: "D"): if stands(target, hit, left) { targets = true }
      case UInt8(ascii: "G"): if stands(action, hit, left) { targets = true }
      case UInt8(ascii: "B"):
        if stands(base14, hit, left), !PDFKeys.isSubset(hit, left, after: base14) { asksFontPrograms = true }
      case UInt8(ascii: "F"):
        if stands(program, hit, left), PDFKeys.isReference(hit, left, after: program) {
          // A letter has a dozen fonts.
          if programs.count < 10_000 { programs.append(hit) } else { asksFontPrograms = true }
        }
        if stands(name, hit, left), !PDFKeys.isSubset(hit, left, after: name) { asksFontPrograms = true }
      case UInt8(ascii: "T"): if stands(type1, hit, left) { asksFontPrograms = true }
      default: break
      }
      at = hit + 1
      left -= 1
    }
    if !self.compressed, !asksFontPrograms {
      for hit in programs { rename(program, hit) }
    }
  }

  /// Whether the name that follows a key is tagged as a subset: ` /ABCDEF+Verdana`.
  private static func isSubset(_ hit: UnsafeMutableRawPointer, _ left: Int, after key: StaticString) -> Bool {
    let bytes = UnsafeRawBufferPointer(start: hit, count: left)
    guard let slash = bytes[key.utf8CodeUnitCount...].firstIndex(where: { $0 > 0x20 }),
      bytes[slash] == UInt8(ascii: "/"), slash + 7 < left
    else { return false }
    return bytes[slash + 7] == UInt8(ascii: "+")
      && bytes[(slash + 1)..<(slash + 7)].allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }

  /// Whether a number follows a key, as in `/FontFile2 9 0 R`: in text that is drawn none does.
  private static func isReference(_ hit: UnsafeMutableRawPointer, _ left: Int, after key: StaticString) -> Bool {
    let bytes = UnsafeRawBufferPointer(start: hit, count: left)
    guard let next = bytes[key.utf8CodeUnitCount...].firstIndex(where: { $0 > 0x20 }) else { return false }
    return next > key.utf8CodeUnitCount && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[next])
  }
}
