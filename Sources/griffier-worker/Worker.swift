// SPDX-License-Identifier: GPL-3.0-or-later
import Analysis
import CAllocator
import CSandbox
import Extraction
import Glibc
import Language
import Model
import Output

/// Bytes in, record out, one document at a time. The only process that reads what strangers made.
///
/// Started by `griffier` with a socket as file descriptor 3; ends when that socket does.
@main
struct Worker {
  private static let socket: Int32 = 3
  /// Seconds of processor time for a document: more than any deadline.
  private static let longestDocument: UInt32 = 65

  private let wire: Wire
  private let extractor: Extractor
  private let analysis: LetterAnalysis
  private let explain: LetterExplanation

  static func main() {
    var status = stat()
    guard fstat(socket, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
      complain("griffier-worker is started by griffier, with a socket as file descriptor 3")
      exit(64)
    }
    signal(SIGPIPE, SIG_IGN)
    _ = griffier_allocator()
    if griffier_exit_on_hangup(socket) != 0 {
      complain("cannot watch the socket: errno \(errno)")
      exit(71)
    }
    do throws(PackError) {
      let pack = try LanguagePack(packFiles)
      let worker = Worker(
        wire: Wire(socket),
        extractor: Extractor(),
        analysis: LetterAnalysis(pack),
        explain: LetterExplanation(pack)
      )
      // Everything that needs files of its own is open by now; nothing of a stranger's has been read.
      let ready = Sandbox.enter(tryingDeeds: CommandLine.arguments.dropFirst().first == "--try-deeds")
      worker.wire.send(Frame(kind: .ready, id: 0, payload: ready.payload))
      worker.serve()
    } catch {
      complain("\(error)")
      exit(70)
    }
  }

  /// The rules that came along: after each `--language-pack` a name and what the file says. The parent has proven them.
  private static var packFiles: [PackFile] {
    let arguments = CommandLine.arguments
    return arguments.indices.filter { arguments[$0] == "--language-pack" && $0 + 2 < arguments.count }
      .map { PackFile(name: arguments[$0 + 1], yaml: arguments[$0 + 2]) }
  }

  /// Answers requests until the parent hangs up. Anything that is no request ends the process: the parent sees a dead worker.
  private func serve() {
    while let frame = wire.receive() {
      guard frame.kind == .request, let request = WorkRequest(payload: frame.payload) else {
        Worker.complain("a frame that is no request")
        exit(76)
      }
      // The parent's deadline is the rule; this is for the case that the parent is not there to keep it.
      _ = griffier_allow_seconds(Worker.longestDocument)
      wire.send(answer(request, id: frame.id))
    }
  }

  private func answer(_ request: WorkRequest, id: UInt64) -> Frame {
    do throws(ExtractionError) {
      let progress: (Int, Int) -> Void = { pages, page in
        wire.send(Frame(kind: .progress, id: id, payload: WorkProgress(pages: pages, page: page).payload))
      }
      let record: [UInt8]
      if request.options.contains(.explanation) {
        let document = try extractor(request.document, skippedPages: request.skippedPages, turning: progress)
        let letter = analysis(document, source: source(of: document, request))
        record = encoder(request)(letter, explanation: explain(document, letter))
      } else {
        let letter = try extractor.read(request.document, skippedPages: request.skippedPages, turning: progress) {
          analysis($0, source: source(of: $0, request), tree: $1)
        }
        record = encoder(request)(letter)
      }
      if record.count > Frame.payloadLimit {
        throw ExtractionError(code: "record-too-long", message: "the record has \(record.count) bytes")
      }
      return Frame(kind: .record, id: id, payload: record)
    } catch {
      let failure = WorkFailure(code: error.code, message: error.message, page: error.page)
      return Frame(kind: .failure, id: id, payload: failure.payload)
    }
  }

  /// The path is the parent's affair: it goes into the record where the record is published.
  private func source(of document: ExtractedDocument, _ request: WorkRequest) -> Source {
    Source(path: "", sha256: request.sha256, bytes: request.document.count, of: document)
  }

  private func encoder(_ request: WorkRequest) -> LetterEncoder {
    LetterEncoder(furniture: request.options.contains(.furniture))
  }

  private static func complain(_ message: String) {
    let line = Array("griffier-worker: \(message)\n".utf8)
    _ = write(2, line, line.count)
  }
}
