// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Pipeline

/// Where the results of a pipeline lie, for commands that read them.
struct ResultsArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of results, instead of the one the pipeline names.", valueName: "folder"))
  var output: String?

  @Argument(
    help: "The pipeline file; by default the results of the pipeline that ran last.",
    completion: .file(extensions: ["yaml", "yml"])
  )
  var pipeline: String?

  /// The folder: the one that is named, that of the pipeline that is named, else that of the pipeline that ran last.
  func folder() throws -> String {
    if output == nil, let pipeline { return try RunConfiguration(file: pipeline).output }
    return try ResultsFolder.find(output)
  }
}
