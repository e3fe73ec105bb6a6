// SPDX-License-Identifier: GPL-3.0-or-later
import CPoppler
import Glibc

/// The floor that `make bench` measures against: text, layout and attributes of every page through poppler-glib, nothing else.
///
/// A process of its own, since nothing of Griffier's may help it: colour is left to poppler, but for the key `/OutputIntents`, which is renamed
/// in the copy that is read, and one document that stays open. Prints the CPU seconds of the last of two passes and the pages read.
@main
struct PopplerFloor {
  static func main() {
    let files = CommandLine.arguments.dropFirst().compactMap { bytes(of: $0) }
    guard let anchor = open(Array(smallest.utf8)) else { exit(70) }
    _ = read(anchor.document)
    var spent = 0.0
    var pages = 0
    for _ in 0..<2 {
      let start = cpu()
      pages = 0
      for file in files {
        guard let opened = open(file) else { continue }
        pages += read(opened.document)
        g_object_unref(UnsafeMutableRawPointer(opened.document))
        g_bytes_unref(opened.data)
      }
      spent = cpu() - start
    }
    print(spent, pages)
  }

  private static let smallest =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"

  private static func open(_ bytes: [UInt8]) -> (document: OpaquePointer, data: OpaquePointer)? {
    guard let copy = g_malloc(gsize(bytes.count)) else { return nil }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress { memcpy(copy, base, source.count) }
    }
    let key: StaticString = "/OutputIntents"
    let length = key.utf8CodeUnitCount
    var at = copy
    var left = bytes.count
    while left >= length, let hit = memchr(at, 0x2F, left - length + 1) {
      if memcmp(hit, key.utf8Start, length) == 0 {
        hit.storeBytes(of: UInt8(ascii: "z"), toByteOffset: length - 1, as: UInt8.self)
      }
      let step = hit - at + 1
      at += step
      left -= step
    }
    guard let data: OpaquePointer = g_bytes_new_take(copy, gsize(bytes.count)) else { return nil }
    guard let document = poppler_document_new_from_bytes(data, nil, nil) else {
      g_bytes_unref(data)
      return nil
    }
    return (document, data)
  }

  private static func read(_ document: OpaquePointer) -> Int {
    let count = poppler_document_get_n_pages(document)
    guard count > 0 else { return 0 }
    for index in 0..<count {
      guard let page = poppler_document_get_page(document, index) else { continue }
      g_free(poppler_page_get_text(page))
      var rectangles: UnsafeMutablePointer<PopplerRectangle>?
      var boxes: UInt32 = 0
      if poppler_page_get_text_layout(page, &rectangles, &boxes) != 0 { g_free(rectangles) }
      poppler_page_free_text_attributes(poppler_page_get_text_attributes(page))
      g_object_unref(UnsafeMutableRawPointer(page))
    }
    return Int(count)
  }

  private static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return result }
      result += buffer[..<count]
    }
  }

  private static func cpu() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
