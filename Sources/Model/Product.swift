// SPDX-License-Identifier: GPL-3.0-or-later

/// What this program is.
public enum Product {
  /// Version by semver.org; a record may change with a minor version, never with a patch.
  public static let version = "0.1.0"
}
