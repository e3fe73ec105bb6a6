// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pipeline

/// Where the results of a pipeline lie, for commands that read them.
struct ResultsArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of results, instead of the one the pipeline names.", valueName: "folder"))
  var output: String?

  @Argument(
    help: "The pipeline file; by default the only one in pipelines/, or pipelines/kamerbrieven.yaml.",
    completion: .file(extensions: ["yaml", "yml"])
  )
  var pipeline: String?

  /// The folder.
  func folder() throws -> String {
    if let output { return output }
    return try RunConfiguration(file: try pipeline ?? RunConfiguration.defaultFile(in: "pipelines")).output
  }
}
