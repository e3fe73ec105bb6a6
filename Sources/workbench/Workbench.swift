// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser

/// The builders' tool: everything in one process, nothing installed.
@main
struct Workbench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbench",
    abstract: "Tools for those who build Griffier; not installed.",
    subcommands: [
      Links.self, Synthetic.self, Sentence.self, Records.self, Glyphs.self, Floor.self, AnnotationCost.self, Draw.self,
      Golden.self,
    ]
  )
}
