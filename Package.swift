// swift-tools-version: 6.1
// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import PackageDescription

// Faster than glibc's malloc for what poppler does; used where it is installed.
let hasJemalloc = FileManager.default.fileExists(atPath: "/usr/include/jemalloc/jemalloc.h")

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "Griffier",
  products: [
    .executable(name: "griffier", targets: ["griffier"]),
    .executable(name: "griffier-worker", targets: ["griffier-worker"]),
    // For tests and `make soak` only: goes before the C library and lets calls fail.
    .library(name: "fault-shim", type: .dynamic, targets: ["FaultShim"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    // C: only Extraction sees poppler and libxml2; the parent process links neither.
    .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CGLib", pkgConfig: "glib-2.0", providers: [.apt(["libglib2.0-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CPacks"),
    .target(name: "CSandbox"),
    .target(name: "CFiles"),
    .target(name: "CColour"),
    .target(
      name: "CAllocator",
      cSettings: hasJemalloc ? [.define("HAS_JEMALLOC")] : [],
      linkerSettings: hasJemalloc ? [.linkedLibrary("jemalloc")] : []
    ),

    // Values, then the pure stages, then effects. One direction only.
    .target(name: "Model", swiftSettings: settings),
    .target(name: "Extraction", dependencies: ["Model", "CPoppler", "CXML2", "CColour"], swiftSettings: settings),
    .target(name: "Layout", dependencies: ["Model"], swiftSettings: settings),
    .target(
      name: "Language",
      dependencies: ["Model", "CPacks", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings
    ),
    .target(name: "Analysis", dependencies: ["Model", "Layout", "Language"], swiftSettings: settings),
    .target(
      name: "Output",
      dependencies: ["Model", "CPacks"],
      swiftSettings: settings
    ),
    .target(name: "Register", dependencies: ["Model", "Language", "Output", "CZlib"], swiftSettings: settings),
    .target(
      name: "Report",
      dependencies: ["Model", "Language", "Register", .product(name: "Mustache", package: "swift-mustache")],
      swiftSettings: settings
    ),
    .target(
      name: "Search",
      dependencies: ["Model", "CStemmer", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: settings
    ),
    .target(
      name: "Pipeline",
      dependencies: [
        "Model", "Output", "Search", "CGLib", "CFiles",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: settings
    ),

    .executableTarget(
      name: "griffier",
      dependencies: [
        "Model", "Output", "Pipeline", "Analysis", "Register", "Report", "Search", "Language",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "griffier-worker",
      dependencies: ["Model", "Extraction", "Language", "Analysis", "Output", "CSandbox", "CAllocator"],
      swiftSettings: settings
    ),
    .executableTarget(
      name: "workbench",
      dependencies: [
        "Model", "Extraction", "Layout", "Language", "Analysis", "Output", "Pipeline", "Register", "CAllocator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings
    ),

    // What poppler alone takes: what `make bench` holds reading and structure against.
    .executableTarget(name: "poppler-floor", dependencies: ["CPoppler"], swiftSettings: settings),

    // A worker that misbehaves as its argument says; only tests start it.
    .executableTarget(
      name: "fault-worker",
      dependencies: ["Model", "CSandbox"],
      path: "Tests/FaultWorker",
      swiftSettings: settings
    ),
    .target(name: "FaultShim", path: "Tests/FaultShim"),
    .target(name: "Support", dependencies: ["Model"], path: "Tests/Support", swiftSettings: settings),
    .testTarget(name: "ModelTests", dependencies: ["Model"], swiftSettings: settings),
    .testTarget(name: "ExtractionTests", dependencies: ["Extraction", "Model", "Support"], swiftSettings: settings),
    .testTarget(name: "LayoutTests", dependencies: ["Layout", "Model", "Support"], swiftSettings: settings),
    .testTarget(name: "LanguageTests", dependencies: ["Language", "Model", "Support"], swiftSettings: settings),
    .testTarget(
      name: "AnalysisTests",
      dependencies: ["Analysis", "Layout", "Language", "Model", "Support"],
      swiftSettings: settings
    ),
    .testTarget(name: "OutputTests", dependencies: ["Output", "Model", "Support"], swiftSettings: settings),
    .testTarget(
      name: "RegisterTests",
      dependencies: ["Register", "Extraction", "Analysis", "Language", "Output", "Model", "Support"],
      swiftSettings: settings
    ),
    .testTarget(name: "SearchTests", dependencies: ["Search"], swiftSettings: settings),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Pipeline", "Output", "Search", "Model", "Support", "griffier", "griffier-worker", "fault-worker", "workbench",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "PackTests",
      dependencies: ["Analysis", "Language", "Model", "Support"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "CorpusTests",
      dependencies: ["Extraction", "Analysis", "Language", "Output", "Pipeline", "Model", "Support"],
      swiftSettings: settings
    ),
    .testTarget(name: "ConventionTests", dependencies: ["Support"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
