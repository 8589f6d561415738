// An id as somebody types it: whole, or the short one that the desk and the lists show.
import ArgumentParser
import Foundation
import ReviewCore
import Store
import TerminalUI
import Workstation

/// A clip or a request named on the command line. Which one it is, the store says.
struct NamedID<Subject>: ExpressibleByArgument {
    fileprivate let text: String

    init?(argument: String) { text = argument }

    /// The one that is meant.
    ///
    /// - Parameters:
    ///   - what: for the refusal: `clip`, `request`.
    ///   - ending: all there are whose id ends in these digits, in lower case.
    fileprivate func only(
        _ what: String, _ ending: (String) throws -> [ID<Subject>]
    ) throws -> ID<Subject> {
        if let whole = ID<Subject>(text) { return whole }
        let digits = text.lowercased()
        guard digits.count == shortLength, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
            throw NameTrouble.noID(what, text)
        }
        let found = try ending(digits)
        guard let only = found.first else { throw NameTrouble.unknown(what, digits) }
        guard found.count == 1 else {
            throw NameTrouble.several(what, digits, found.map(\.description))
        }
        return only
    }
}

/// As many digits as `ID.short` shows.
private let shortLength = 8

extension NamedID<Clip> {
    /// A whole id is taken as it is: whether there is such a clip, the command asks.
    func resolved(in seat: Seat) throws -> ClipID {
        try only("clip") { try seat.store.records.ending($0) }
    }
}

extension NamedID<GlassSubject> {
    func resolved(in seat: Seat) throws -> GlassID {
        try only("request") { digits in
            try seat.store.glasses.list().map(\.id).filter { $0.short == digits }
        }
    }
}

extension NamedID<IncidentSubject> {
    func resolved(in seat: Seat) throws -> IncidentID {
        try only("incident") { try seat.store.incidents.ending($0) }
    }
}

/// Why it is not known what was meant.
enum NameTrouble: Error, CustomStringConvertible {
    case noID(String, String)
    case unknown(String, String)
    case several(String, String, [String])

    var description: String {
        switch self {
        case .noID(let what, let text):
            "'\(SanitizedText(text).text)' is no id of \(what == "incident" ? "an" : "a") \(what); give the whole id, or its last"
                + " \(shortLength) letters as the desk and the lists show them"
        case .unknown(let what, let digits):
            "there is no \(what) here whose id ends in \(digits), so nothing was done"
        case .several(let what, let digits, let ids):
            "more than one \(what) has an id that ends in \(digits), so nothing was done; give the"
                + " whole one of \(ids.prefix(5).joined(separator: ", "))"
        }
    }
}
