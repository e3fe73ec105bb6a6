// SPDX-License-Identifier: GPL-3.0-or-later

/// The tables of a ledger.
enum LedgerSchema {
  static let version = 4
  static let create = """
    CREATE TABLE engine(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE run(
      id INTEGER PRIMARY KEY, engine INTEGER NOT NULL REFERENCES engine(id), started TEXT NOT NULL, finished TEXT,
      seen INTEGER, ok INTEGER, partial INTEGER, failed INTEGER, refused INTEGER, skipped INTEGER, deferred INTEGER
    );
    CREATE TABLE document(
      id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, engine INTEGER NOT NULL REFERENCES engine(id),
      status TEXT NOT NULL CHECK (status IN ('sent', 'ok', 'partial', 'failed')), attempts INTEGER NOT NULL,
      code TEXT, message TEXT, page INTEGER, record BLOB, UNIQUE (sha256, engine)
    );
    CREATE TABLE sighting(
      id INTEGER PRIMARY KEY, path BLOB NOT NULL, sha256 TEXT, size INTEGER, modified INTEGER, changed INTEGER, inode INTEGER,
      outcome TEXT NOT NULL CHECK (outcome IN ('read', 'refused', 'skipped', 'deferred')), code TEXT, message TEXT,
      first_run INTEGER NOT NULL REFERENCES run(id), last_run INTEGER NOT NULL REFERENCES run(id)
    );
    CREATE INDEX sighting_by_path ON sighting(path);
    CREATE INDEX sighting_by_run ON sighting(last_run, path);
    CREATE INDEX sighting_by_content ON sighting(sha256);
    CREATE TABLE published(name TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, rows INTEGER NOT NULL, bytes INTEGER NOT NULL);
    PRAGMA user_version = 1;
    """
  /// What downstream was last told to hold: a line a letter.
  static let addFeed = """
    CREATE TABLE feed(sha256 TEXT PRIMARY KEY, path BLOB NOT NULL, engine INTEGER NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = 2;
    """
  /// What tells twins, and which were found: the ids of the others, with a blank between.
  static let addTwins = """
    CREATE TABLE likeness(
      sha256 TEXT NOT NULL, engine INTEGER NOT NULL REFERENCES engine(id), occasion TEXT NOT NULL, form TEXT NOT NULL,
      words INTEGER NOT NULL, sketch BLOB NOT NULL, PRIMARY KEY (sha256, engine)
    ) WITHOUT ROWID;
    CREATE TABLE twin(sha256 TEXT PRIMARY KEY, others TEXT NOT NULL) WITHOUT ROWID;
    ALTER TABLE feed ADD COLUMN twins TEXT NOT NULL DEFAULT '';
    PRAGMA user_version = 3;
    """
  /// The hash of a worker's executable, by what tells whether the file is still the same.
  static let addWorkers = """
    CREATE TABLE worker(stamp TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = 4;
    """
}
