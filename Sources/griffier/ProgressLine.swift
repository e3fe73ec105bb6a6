// SPDX-License-Identifier: GPL-3.0-or-later
import Pipeline

/// One line on a terminal that tells how far a run is; redrawn at most ten times a second.
struct ProgressLine {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var drawn: ContinuousClock.Instant?
  private var isFull = false

  init() { start = clock.now }

  /// Draws the line anew.
  mutating func show(_ progress: Run.Progress) {
    let now = clock.now
    if let drawn, now - drawn < .milliseconds(100), isFull || progress.done < progress.total { return }
    drawn = now
    isFull = progress.done == progress.total
    let seconds = Double((now - start).components.seconds) + Double((now - start).components.attoseconds) / 1e18
    let rate = seconds > 0 ? Double(progress.done) / seconds : 0
    var line = "\r\u{1B}[K\(progress.done) of \(progress.total) files"
    if progress.failed > 0 { line += ", \(progress.failed) without a record" }
    if seconds > 1, rate > 0 {
      let left = Int((Double(progress.total - progress.done) / rate).rounded())
      line += ", \(Int(rate.rounded())) a second, \(left / 60):\(left % 60 < 10 ? "0" : "")\(left % 60) left"
    }
    StandardError.write(line)
  }

  /// Takes the line away.
  mutating func clear() {
    if drawn != nil { StandardError.write("\r\u{1B}[K") }
    drawn = nil
  }
}
