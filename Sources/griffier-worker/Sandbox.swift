// SPDX-License-Identifier: GPL-3.0-or-later
import CSandbox
import Extraction
import Model

/// Shuts this process in before it reads what strangers made.
enum Sandbox {
  /// Enters the sandbox, as far as the system goes along, and says what holds.
  static func enter(tryingDeeds: Bool) -> WorkReady {
    let layers = griffier_enter_sandbox()
    let denied = tryingDeeds ? griffier_try_deeds() : 0
    return WorkReady(
      libraries: Extractor.libraries,
      layers: zip(WorkReady.allLayers, [GRIFFIER_LIMITS, GRIFFIER_LANDLOCK, GRIFFIER_SECCOMP])
        .filter { layers & Int32($0.1.rawValue) != 0 }.map(\.0),
      denied: zip(
        WorkReady.allDeeds,
        [
          GRIFFIER_READ, GRIFFIER_WRITE, GRIFFIER_CONNECT, GRIFFIER_EXECUTE, GRIFFIER_FORK, GRIFFIER_SIGNAL,
          GRIFFIER_TRACE,
        ]
      ).filter { denied & Int32($0.1.rawValue) != 0 }.map(\.0)
    )
  }
}
