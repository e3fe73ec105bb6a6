// SPDX-License-Identifier: GPL-3.0-or-later

/// How a command ends. One table: the numbers are those of sysexits.h, so that cron, systemd and shells can tell causes apart.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Everything was read.
  case ok = 0
  /// The run is complete, but letters failed; they stand in `failed.jsonl`.
  case someFailed = 1
  /// The command line is wrong.
  case usage = 64
  /// `extract`: a file could not be read as a letter.
  case dataError = 65
  /// The input folder or the pipeline file does not exist.
  case noInput = 66
  /// A part of the installation is missing.
  case unavailable = 69
  /// A fault of ours.
  case software = 70
  /// The output folder or file cannot be made.
  case cannotCreate = 73
  /// The disk is full, or reading or writing failed.
  case ioError = 74
  /// Not now: another run is at work, or the installation seems broken. Nothing was marked as failed.
  case temporary = 75
  /// The pipeline file is wrong.
  case configuration = 78
  /// Stopped by SIGHUP; what was read is kept.
  case hungUp = 129
  /// Stopped by SIGINT; what was read is kept.
  case interrupted = 130
  /// Stopped by SIGTERM; what was read is kept.
  case terminated = 143
}

/// Why a run cannot go on. A letter that fails is no such error.
public struct RunError: Error, Sendable, Equatable {
  /// How the process ends.
  public var status: ExitStatus
  /// One line for standard error.
  public var message: String

  /// Creates an error.
  public init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}
