// SPDX-License-Identifier: GPL-3.0-or-later

/// The SQL around the rows of an export.
///
/// Columns are called as in the other formats, with `_` for a change of case: `deadlineUntil` is `deadline_until`.
struct PostgresSchema {
  /// Characters of a text, and of a title, that are indexed: a `tsvector` may have 1,048,575 bytes at most, and a load must not end
  /// over a long one.
  private static let indexed = (text: 200_000, title: 2_000)

  let name: String

  /// Schema, tables and indexes, each where it is not there yet.
  var opening: String {
    """
    -- Made by griffier export postgres. Run it with: psql -X -f \(name).sql
    \\set ON_ERROR_STOP on
    \\encoding UTF8
    BEGIN;
    SET LOCAL standard_conforming_strings = on;
    SET LOCAL client_min_messages = warning;
    CREATE SCHEMA IF NOT EXISTS \(quoted(name));
    -- The run whose letters the tables hold: an increment is refused where one before it is missing.
    CREATE TABLE IF NOT EXISTS \(table("export")) ("run" bigint NOT NULL);
    -- Two loads at once would see half of one another.
    LOCK TABLE \(table("export")) IN EXCLUSIVE MODE;

    """ + ExportKind.allCases.map(definition).joined()
  }

  /// Refuses an increment that does not follow what is held.
  func check(since: Int, run: Int) -> String {
    """
    DO $$
    DECLARE held bigint;
    BEGIN
      SELECT "run" INTO held FROM \(table("export"));
      IF held IS NULL OR held < \(since) THEN
        RAISE EXCEPTION 'this increment follows run \(since), the tables hold run %', coalesce(held::text, 'none')
          USING HINT = 'Export with --since and the run held, or without --since.';
      ELSIF held > \(run) THEN
        RAISE EXCEPTION 'this increment ends with run \(run), the tables hold run % already', held;
      END IF;
    END $$;

    """
  }

  /// Tables for what is copied; they go with the transaction.
  var staging: String {
    ExportKind.allCases.map { kind in
      "CREATE TEMPORARY TABLE \(staged(kind)) (LIKE \(table(kind.rawValue))) ON COMMIT DROP;\n"
    }.joined() + "CREATE TEMPORARY TABLE \(quoted("staged_changed")) (\"letter\" text NOT NULL) ON COMMIT DROP;\n"
  }

  /// Begins a block of rows.
  func copy(_ kind: ExportKind) -> String {
    "COPY \(staged(kind)) (\(columns(kind).joined(separator: ", "))) FROM STDIN;\n"
  }

  /// Begins a block of identifiers of letters that changed.
  var copyChanged: String { "COPY \(quoted("staged_changed")) (\"letter\") FROM STDIN;\n" }

  /// Makes the tables equal to what was copied: all of them, or, for an increment, where letters changed.
  func merge(isIncrement: Bool, run: Int) -> String {
    var sql = ""
    for kind in ExportKind.allCases {
      sql += "CREATE UNIQUE INDEX ON \(staged(kind)) (\"id\");\nANALYZE \(staged(kind));\n"
    }
    for kind in ExportKind.allCases.reversed() {
      let scope =
        isIncrement
        ? " AND held.\(quoted(kind.letterColumn)) IN (SELECT \"letter\" FROM \(quoted("staged_changed")))" : ""
      sql += """
        DELETE FROM \(table(kind.rawValue)) AS held
          WHERE NOT EXISTS (SELECT FROM \(staged(kind)) AS new WHERE new."id" = held."id")\(scope);

        """
    }
    for kind in ExportKind.allCases {
      let names = columns(kind)
      let rest = names.dropFirst()
      sql += """
        INSERT INTO \(table(kind.rawValue)) AS held (\(names.joined(separator: ", ")))
          SELECT \(names.joined(separator: ", ")) FROM \(staged(kind))
          ON CONFLICT ("id") DO UPDATE SET \(rest.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
          WHERE (\(rest.map { "held.\($0)" }.joined(separator: ", ")))
            IS DISTINCT FROM (\(rest.map { "excluded.\($0)" }.joined(separator: ", ")));

        """
    }
    return sql + """
      DELETE FROM \(table("export"));
      INSERT INTO \(table("export")) ("run") VALUES (\(run));
      COMMIT;

      """
  }

  private func definition(_ kind: ExportKind) -> String {
    var lines = kind.columns.map { column in
      let type = "\(quoted(PostgresSchema.snake(column.name))) \(PostgresSchema.type(column.kind))"
      switch column.name {
      case "id": return type + " PRIMARY KEY"
      case "letter": return type + " NOT NULL REFERENCES \(table("letters")) ON DELETE CASCADE"
      default: return type
      }
    }
    lines.append("\"search\" tsvector GENERATED ALWAYS AS (\(search(kind))) STORED")
    var sql = "CREATE TABLE IF NOT EXISTS \(table(kind.rawValue)) (\n  \(lines.joined(separator: ",\n  "))\n);\n"
    sql += index(kind, "search", "gin (\"search\")") + index(kind, "dossiers", "gin (\"dossiers\")")
    sql += index(kind, "date", "(\"date\")")
    switch kind {
    case .letters: sql += index(kind, "citations", "gin (\"citations\")")
    case .sections: sql += index(kind, "letter", "(\"letter\")")
    case .commitments: sql += index(kind, "letter", "(\"letter\")") + index(kind, "until", "(\"deadline_until\")")
    }
    return sql
  }

  private func index(_ kind: ExportKind, _ suffix: String, _ on: String) -> String {
    let using = on.hasPrefix("gin") ? "USING \(on)" : on
    return "CREATE INDEX IF NOT EXISTS \(quoted("\(kind)_\(suffix)")) ON \(table(kind.rawValue)) \(using);\n"
  }

  /// What is searched: what titles a document counts more than what it says.
  private func search(_ kind: ExportKind) -> String {
    let parts: [(column: String, weight: String)] =
      switch kind {
      case .letters: [("subject", "A")]
      case .sections: [("heading", "A"), ("subject", "C"), ("text", "B")]
      case .commitments: [("text", "A"), ("subject", "C")]
      }
    return parts.map { part in
      let length = part.column == "text" ? PostgresSchema.indexed.text : PostgresSchema.indexed.title
      return
        "setweight(to_tsvector('pg_catalog.dutch', left(coalesce(\(quoted(part.column)), ''), \(length))), '\(part.weight)')"
    }.joined(separator: " || ")
  }

  private func columns(_ kind: ExportKind) -> [String] { kind.columns.map { quoted(PostgresSchema.snake($0.name)) } }

  private func staged(_ kind: ExportKind) -> String { quoted("staged_\(kind)") }

  private func table(_ table: String) -> String { "\(quoted(name)).\(quoted(table))" }

  private func quoted(_ name: String) -> String { "\"\(name)\"" }

  private static func type(_ kind: ExportColumn.Kind) -> String {
    switch kind {
    case .keyword, .text: "text"
    case .keywords, .texts: "text[]"
    case .day: "date"
    case .seconds: "bigint"
    case .whole: "integer"
    case .share: "real"
    }
  }

  private static func snake(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
  }
}
