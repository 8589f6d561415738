// `earshot lint`: the transcription rules over files.
import ArgumentParser
import Foundation
import ReviewCore

struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check transcripts, one a line, by the rules of the desk.",
        discussion: """
            Prints file:line:column, the rule and what to do. Personal data that is found is \
            never printed. Exit 3 when anything was found that would keep a clip from being \
            submitted.

              earshot lint transcripts.txt --locale en-US
              cut -f 2 table.tsv | earshot lint -
            """)

    @Argument(help: "A UTF-8 text file; - for standard input.")
    var file: String

    @Option(help: ArgumentHelp("The language of the transcripts.", valueName: "tag"))
    var locale = "en-US"

    func run() throws {
        let language = try TradeData.load().language(for: locale)
        var number = 0
        var blocks = false
        try eachLine { line in
            number += 1
            for finding in Linter.check(LintInput(reference: line, language: language)) {
                blocks = blocks || finding.severity == .blocks
                let place = "\(file):\(number):\(finding.range.lowerBound + 1)"
                Output.line("\(place): \(finding.rule.rawValue) \(finding.message)")
            }
        }
        if blocks { throw ExitStatus.partly }
    }

    private func eachLine(_ body: (String) -> Void) throws {
        guard let stream = file == "-" ? fdopen(STDIN_FILENO, "r") : fopen(file, "r") else {
            throw LintFileError(path: file, reason: String(cString: strerror(errno)))
        }
        defer { fclose(stream) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while !Output.isBroken, case let count = getline(&line, &capacity, stream), count > 0,
            let bytes = line
        {
            let text = UnsafeRawBufferPointer(start: bytes, count: count)
            body(String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines))
        }
    }
}

struct LintFileError: Error, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "could not read \(path): \(reason); check the path" }
}
