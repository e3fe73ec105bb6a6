// SPDX-License-Identifier: GPL-3.0-or-later
import Output
import Pipeline
import Testing

struct RunConfigurationTests {
  private func complaint(_ yaml: String) -> RunError? {
    do {
      _ = try RunConfiguration(yaml: yaml, file: "pipelines/x.yaml")
      return nil
    } catch {
      return error
    }
  }

  @Test func readsEveryKeyAndResolvesPathsAgainstTheFilesFolder() throws {
    let yaml = """
      version: 1
      name: nachtrun
      input: ../inbox
      include: ["*.pdf"]
      exclude: ["old/**"]
      output: /var/lib/griffier
      outputs: [commitments, letters]
      jobs: 3
      furniture: true
      """
    let configuration = try RunConfiguration(yaml: yaml, file: "pipelines/x.yaml")
    #expect(configuration.name == "nachtrun")
    #expect(configuration.input == "inbox")
    #expect(configuration.include == ["*.pdf"])
    #expect(configuration.exclude == ["old/**"])
    #expect(configuration.output == "/var/lib/griffier")
    #expect(configuration.outputs == [.letters, .commitments])
    #expect(configuration.jobs == 3)
    #expect(configuration.furniture)
  }

  @Test func fillsInDefaults() throws {
    let configuration = try RunConfiguration(yaml: "version: 1\ninput: a", file: "/srv/pipelines/nightly.yaml")
    #expect(configuration.name == "nightly")
    #expect(configuration.input == "/srv/pipelines/a")
    #expect(configuration.output == "/srv/out/nightly")
    #expect(configuration.outputs == RecordTable.allCases)
    #expect(configuration.jobs == nil)
  }

  @Test(arguments: [
    ("version: 1\ninput: a\n\ninputt: b", "pipelines/x.yaml:4: unknown key \"inputt\" (known: version, name, input"),
    ("version: 2\ninput: a", "pipelines/x.yaml:1: version must be 1"),
    ("input: a", "pipelines/x.yaml:1: the key \"version\" is missing"),
    ("version: 1", "pipelines/x.yaml:1: the key \"input\" is missing"),
    ("version: 1\ninput: [a]", "pipelines/x.yaml:2: expected text"),
    ("version: 1\ninput: a\njobs: many", "pipelines/x.yaml:3: expected a whole number"),
    ("version: 1\ninput: a\njobs: 0", "pipelines/x.yaml:3: jobs must be between 1 and 64"),
    ("version: 1\ninput: a\noutputs:\n  - letters\n  - lettres", "pipelines/x.yaml:5: unknown output \"lettres\""),
    ("version: 1\ninput: a\ninclude: ['[a']", "pipelines/x.yaml:3: \"[a\" has a [ without a ]"),
    ("version: 1\ninput: a\nname: ../x", "pipelines/x.yaml:3: name must be usable"),
    ("version: 1\ninput: \"a", "pipelines/x.yaml:2:"),
    ("- 1", "pipelines/x.yaml:1: expected keys and values"),
    ("", "pipelines/x.yaml:1: the file says nothing"),
  ])
  func namesLineAndKeyOfWhatIsWrong(yaml: String, message: String) throws {
    let error = try #require(complaint(yaml))
    #expect(error.status == .configuration)
    #expect(error.message.hasPrefix(message), "\(error.message)")
  }

  @Test func refusesAKeyThatComesTwice() {
    #expect(complaint("version: 1\ninput: a\ninput: b")?.status == .configuration)
  }
}
