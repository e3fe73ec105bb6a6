// SPDX-License-Identifier: GPL-3.0-or-later
import Model
import Testing

private let hash = String(repeating: "0123456789abcdef", count: 4)

@Test(arguments: [1, 2, 3, 16, 17, 18, 1000])
func decodesFramesTornAnywhere(step: Int) throws {
  let sent = [
    Frame(kind: .ready, id: 0, payload: Array("griffier".utf8)),
    Frame(kind: .progress, id: 7, payload: WorkProgress(pages: 300).payload),
    Frame(kind: .record, id: UInt64.max, payload: []),
    Frame(kind: .failure, id: 8, payload: WorkFailure(code: "damaged", message: "x", page: 2).payload),
  ]
  let stream = sent.flatMap(\.encoded)
  var decoder = FrameDecoder()
  var received: [Frame] = []
  var at = 0
  while at < stream.count {
    received += try decoder.append(stream[at..<min(at + step, stream.count)])
    at += step
  }
  #expect(received == sent)
  #expect(decoder.isBetweenFrames)
}

@Test func knowsWhenAStreamEndsInsideAFrame() throws {
  var decoder = FrameDecoder()
  let bytes = Frame(kind: .record, id: 1, payload: [1, 2, 3]).encoded
  _ = try decoder.append(bytes[0..<5])
  #expect(!decoder.isBetweenFrames)
  _ = try decoder.append(bytes[5..<19])
  #expect(!decoder.isBetweenFrames)
  let frames = try decoder.append(bytes[19...])
  #expect(frames.count == 1)
  #expect(decoder.isBetweenFrames)
}

@Test func refusesAWrongMagicAtItsFirstByte() {
  var decoder = FrameDecoder()
  #expect(throws: FrameError.badMagic) { try decoder.append([0x47, 0x52, 0x00][...]) }
}

@Test func refusesAnUnknownKind() {
  var decoder = FrameDecoder()
  var head = Frame.head(kind: .record, id: 1, count: 0)
  head[4] = 99
  #expect(throws: FrameError.unknownKind(99)) { try decoder.append(head[...]) }
}

@Test func refusesALengthBeyondTheLimit() {
  var decoder = FrameDecoder()
  var head = Frame.head(kind: .record, id: 1, count: 0)
  head.replaceSubrange(5..<9, with: [0xFF, 0xFF, 0xFF, 0xFF])
  #expect(throws: FrameError.tooLong(Int(UInt32.max))) { try decoder.append(head[...]) }
}

@Test func acceptsALengthAtTheLimitAndNoMore() throws {
  var decoder = FrameDecoder()
  _ = try decoder.append(Frame.head(kind: .record, id: 1, count: Frame.payloadLimit)[...])
  #expect(!decoder.isBetweenFrames)
}

@Test func carriesARequestWithoutCopyingTheDocumentIntoItsHead() throws {
  let request = WorkRequest(options: [.furniture], sha256: hash, skippedPages: [3, 70_000], document: [1, 2, 3])
  var decoder = FrameDecoder()
  _ = try decoder.append(request.head(id: 5)[...])
  let frame = try #require(try decoder.append([1, 2, 3][...]).first)
  #expect(frame.id == 5)
  #expect(WorkRequest(payload: frame.payload) == request)
}

@Test func refusesRequestsThatAreShortOrWithoutAHash() {
  #expect(WorkRequest(payload: [0, 1, 2]) == nil)
  #expect(WorkRequest(payload: [0] + Array(String(repeating: "Z", count: 64).utf8)) == nil)
}

@Test(
  arguments: [
    [], [0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 9, 97], [0, 0, 0, 0, 2, 97, 10],
  ] as [[UInt8]]
)
func refusesMalformedFailures(payload: [UInt8]) {
  #expect(WorkFailure(payload: payload) == nil)
}

@Test func carriesAFailureWithAndWithoutAPage() {
  for failure in [WorkFailure(code: "empty", message: "é"), WorkFailure(code: "no-pages", message: "", page: 4)] {
    #expect(WorkFailure(payload: failure.payload) == failure)
  }
}
