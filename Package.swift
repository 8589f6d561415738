// swift-tools-version: 6.2
// Earshot: the workstation of people who review what voice assistants heard.
import PackageDescription

/// Every Swift target of ours is built in the Swift 6 mode with warnings as errors.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
]

/// Arithmetic over every sample is optimised in debug builds too: the tests hear hours of sound.
/// Every check stays on.
let fast: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "earshot",
    products: [
        .executable(name: "earshot", targets: ["earshot"]),
        .executable(name: "earshot-bench", targets: ["EarshotBench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    ],
    targets: [
        // The trade and the terminal: nothing of ours below them.
        .target(
            name: "ReviewCore",
            resources: [
                .embedInCode("Data/judgments.json"),
                .embedInCode("Data/incidents.json"),
                .embedInCode("Data/warnings.json"),
                .embedInCode("Data/choices.json"),
                .embedInCode("Data/massive.json"),
                .embedInCode("Data/languages.json"),
                .embedInCode("Data/snippets.json"),
                .embedInCode("Data/wake-words.json"),
            ],
            swiftSettings: strict),
        .target(
            name: "TerminalUI",
            dependencies: [.product(name: "TOMLKit", package: "TOMLKit")],
            resources: [.embedInCode("Themes")],
            swiftSettings: strict),

        .target(name: "LockedMemory", swiftSettings: strict),

        // What stands on the trade.
        .target(
            name: "Vault",
            dependencies: [
                "ReviewCore", "LockedMemory", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "Store",
            dependencies: [
                "ReviewCore", "Vault", "CDisk", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(
            name: "Interchange", dependencies: ["ReviewCore", "CBeneath"], swiftSettings: strict),
        .target(
            name: "Notify",
            dependencies: [
                "ReviewCore", "CCurl", "CSpawn", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "AudioEngine",
            dependencies: [
                "ReviewCore", "LockedMemory", "CSndFile", "CPulse", "CSonic", "CEbur128", "CSoxr",
            ],
            swiftSettings: fast),

        // What stands on the terminal.
        .target(
            name: "NcursesTerminal", dependencies: ["TerminalUI", "CNcurses"],
            swiftSettings: strict),
        .target(
            name: "Screens", dependencies: ["ReviewCore", "TerminalUI"], swiftSettings: strict),

        // The running program and its commands.
        .target(
            name: "Workstation",
            dependencies: [
                "ReviewCore", "Vault", "Store", "Interchange", "Notify", "AudioEngine",
                "TerminalUI", "NcursesTerminal", "Screens", "LockedMemory", "CEventLoop",
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "earshot",
            dependencies: [
                "Workstation", "ReviewCore", "Vault", "Store", "Interchange", "Notify",
                "AudioEngine",
                "TerminalUI", "Screens",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        // C libraries and C of ours, one importer each.
        .target(name: "CBeneath"),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .target(name: "CDisk"),
        .target(name: "CEventLoop"),
        .target(name: "CSpawn"),
        .target(
            name: "CNcurses",
            linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
        .systemLibrary(name: "CSndFile", providers: [.apt(["libsndfile1-dev"])]),
        .systemLibrary(name: "CPulse", providers: [.apt(["libpulse-dev"])]),
        .systemLibrary(name: "CSonic", providers: [.apt(["libsonic-dev"])]),
        .systemLibrary(name: "CEbur128", providers: [.apt(["libebur128-dev"])]),
        .systemLibrary(name: "CSoxr", providers: [.apt(["libsoxr-dev"])]),

        // The benchmark of `make bench`.
        .executableTarget(
            name: "EarshotBench",
            dependencies: [
                "Workstation", "ReviewCore", "Vault", "Store", "Interchange", "AudioEngine",
                "TerminalHarness", "CSndFile", "CSonic", "CEbur128", "CSoxr",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            path: "Benchmarks/EarshotBench", swiftSettings: strict),

        // Tests, a target for each module, and the instruments they need.
        .testTarget(name: "ArchitectureTests", swiftSettings: strict),
        .testTarget(name: "ReviewCoreTests", dependencies: ["ReviewCore"], swiftSettings: strict),
        .testTarget(
            name: "LockedMemoryTests", dependencies: ["LockedMemory"], swiftSettings: strict),
        .testTarget(name: "TerminalUITests", dependencies: ["TerminalUI"], swiftSettings: strict),
        .testTarget(
            name: "VaultTests",
            dependencies: [
                "Vault", "ReviewCore", .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "Store", "ReviewCore", "Vault", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "InterchangeTests", dependencies: ["Interchange", "ReviewCore"],
            swiftSettings: strict),
        .testTarget(
            name: "NotifyTests", dependencies: ["Notify", "ReviewCore", "TerminalHarness"],
            swiftSettings: strict),
        .testTarget(
            name: "AudioEngineTests",
            dependencies: [
                "AudioEngine", "ReviewCore", "LockedMemory", "CSndFile", "CEbur128",
                "TerminalHarness",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "NcursesTerminalTests",
            dependencies: ["NcursesTerminal", "TerminalUI"],
            swiftSettings: strict),
        .testTarget(
            name: "ScreensTests", dependencies: ["Screens", "TerminalUI", "ReviewCore"],
            exclude: ["Golden"], swiftSettings: strict),
        .testTarget(
            name: "WorkstationTests",
            dependencies: [
                "Workstation", "ReviewCore", "Vault", "Store", "Interchange", "Notify",
                "AudioEngine", "TerminalUI", "Screens",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DeskOnTerminalTests",
            dependencies: [
                "earshot", "TerminalHarness", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "DocsTests",
            dependencies: [
                "earshot", "Workstation", "Interchange", "Screens", "TerminalUI", "TerminalHarness",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TerminalHarnessTests", dependencies: ["TerminalHarness"],
            swiftSettings: strict),
        .target(
            name: "TerminalHarness", dependencies: ["CVTerm", "CPseudoTerminal"],
            path: "Tests/TerminalHarness", swiftSettings: strict),
        .target(
            name: "CPseudoTerminal", path: "Tests/CPseudoTerminal",
            linkerSettings: [.linkedLibrary("util")]),
        .systemLibrary(
            name: "CVTerm", path: "Tests/CVTerm", providers: [.apt(["libvterm-dev"])]),
    ]
)
