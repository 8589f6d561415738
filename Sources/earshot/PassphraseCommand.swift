// `earshot person passphrase`: a passphrase on one's own key file, changed or taken off.
import ArgumentParser
import Foundation
import Vault
import Workstation

/// How a command is told the passphrase of the keys it needs.
struct PassphraseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A descriptor to read the passphrase of your keys from.",
            discussion: """
                It is asked for on the terminal; EARSHOT_PASSPHRASE_FD, or this option, is for \
                scripts.
                """,
            valueName: "number"))
    var passphraseFd: Int32?

    func asking() throws -> PassphraseAsking {
        try PassphraseAsking(.current(), descriptor: passphraseFd)
    }
}

extension PersonCommand {
    struct ProtectKeys: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "passphrase",
            abstract: "Put a passphrase on your keys, change it, or take it off.",
            discussion: """
                Whoever copies a key file without one has your keys. With one, each command that \
                needs them asks for it, and the desk locks when you are away. It cannot be \
                recovered: keep it, or a copy of the keys, in a safe place. A script gives the \
                old one and the new one as two lines.

                  earshot person passphrase
                  earshot person passphrase --remove
                """)
        @ArgumentParser.Flag(help: "Take the passphrase off.") var remove = false
        @OptionGroup var place: WorkspaceOptions

        func run() throws {
            let surroundings = Surroundings.current()
            let asking = try place.passphrase.asking()
            let file = try OwnKeyFile(in: place.open(), surroundings: surroundings)
            if remove, try !file.isLocked() { throw PassphraseError.noneToRemove }
            try file.protect(unlock: asking.unlock) { try remove ? nil : asking.askForNew() }
            Output.line(
                remove
                    ? "The keys of \(file.person.name) open without a passphrase now."
                    : "The keys of \(file.person.name) are behind this passphrase now.")
        }
    }
}
