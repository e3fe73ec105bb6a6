// SPDX-License-Identifier: GPL-3.0-or-later
internal import Model

/// What holds on this machine: starts a worker that tries what it must not do. What `griffier doctor` shows.
public struct Checkup: Sendable {
  /// One thing that was looked at.
  public struct Finding: Sendable, Equatable {
    /// What it is.
    public var name: String
    /// What was found.
    public var value: String
    /// Whether that is as it should be.
    public var isGood: Bool
  }

  /// What was found, in order.
  public private(set) var findings: [Finding]

  /// Looks.
  public init(_ worker: WorkerCommand) {
    findings = [Finding(name: "griffier", value: Product.version, isGood: true)]
    var command = worker
    command.arguments = ["--try-deeds"]
    do throws(RunError) {
      let ready = try WorkerLane(command, limits: WorkerLimits()).introduction()
      findings.append(Finding(name: "worker", value: "\(worker.path) (\(ready.libraries))", isGood: true))
      for (layer, meaning) in Checkup.layers {
        let holds = ready.layers.contains(layer)
        findings.append(
          Finding(name: "sandbox: \(layer)", value: holds ? meaning : "not on this system", isGood: holds)
        )
      }
      for deed in WorkReady.allDeeds {
        let isDenied = ready.denied.contains(deed)
        findings.append(Finding(name: "worker may \(deed)", value: isDenied ? "no" : "YES", isGood: isDenied))
      }
    } catch {
      findings.append(Finding(name: "worker", value: "\(worker.path): \(error.message)", isGood: false))
    }
  }

  private static let layers = [
    ("limits", "768 MiB, no core files, no file output, no new privileges"),
    ("landlock", "no files but poppler's own, read-only"), ("seccomp", "only the system calls that reading needs"),
  ]
}
