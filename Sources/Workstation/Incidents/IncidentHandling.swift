// Answering for incidents: steps with words that are sealed on their way in, and read on the way out.
import Foundation
import ReviewCore
import Store
import Vault

/// Incidents, as one of the people who answer for them has them in hand.
public struct IncidentHandling: Sendable {
    private let seat: Seat

    public init(seat: Seat) {
        self.seat = seat
    }

    /// One with its story; refused where there is none.
    public func one(_ id: IncidentID) throws -> KeptIncident {
        guard let kept = try seat.store.incidents.one(id) else {
            throw IncidentTrouble.refused(.unknown)
        }
        return kept
    }

    /// Takes a step. Words in `act` are readable: they are looked through for what is personal,
    /// and sealed.
    ///
    /// - Parameter kept: as it was read: where something happened to it since, nothing is done.
    @discardableResult
    public func take(
        _ act: CustodyAct, on kept: KeptIncident, now: Timestamp
    ) throws -> KeptIncident {
        let sealed = try sealing(act, aboutIncidentOf: kept.incident.record.clip)
        let answer = try seat.store.incidents.act(
            kept.id, kept.seen, sealed, seat.person.id, now)
        switch answer {
        case .done(let after): return after
        case .refused(let refusal): throw IncidentTrouble.refused(refusal)
        }
    }

    private func sealing(
        _ act: CustodyAct, aboutIncidentOf clip: ClipID
    ) throws -> CustodyAct {
        guard case .open(let text)? = act.text else { return act }
        let plain = SanitizedText(text).text
        guard !CustodyText.open(plain).isBlank else {
            throw IncidentTrouble.refused(.rule(.refused(.nothingSaid)))
        }
        guard plain.count <= Self.longestText else { throw IncidentTrouble.tooLong }
        if let found = PersonalDataScanner.matches(in: plain).first {
            throw IncidentTrouble.personal(found.type)
        }
        return act.saying(
            try seat.vault.keyring.seal(plain, aboutIncidentOf: clip, by: seat.person.id))
    }

    /// Characters of a note or reason.
    public static let longestText = 4000

    /// The words of an event, where it has any and they can be read here.
    public func words(of event: CustodyEvent, in incident: Incident) -> IncidentWording? {
        guard let text = event.act.text, let actor = event.actor else { return nil }
        if case .digest = text { return .gone }
        do {
            return .read(
                try seat.vault.keyring.open(
                    text, aboutIncidentOf: incident.record.clip, by: actor))
        } catch {
            return .unreadable("\(error)")
        }
    }

    /// Who works here, by id.
    public func names() throws -> [PersonID: String] {
        Dictionary(
            uniqueKeysWithValues: try seat.store.people.list().map {
                ($0.person.id, $0.person.name)
            })
    }

    /// Whoever of the workspace has this name.
    public func person(named name: String) throws -> PersonID {
        guard let member = try seat.store.people.named(name) else {
            throw IncidentTrouble.nobody(name)
        }
        return member.person.id
    }
}

/// What became of the words of an event.
public enum IncidentWording: Sendable, Equatable {
    case read(String)
    /// They went with the clip they were about.
    case gone
    case unreadable(String)
}

/// Why nothing was done with an incident.
public enum IncidentTrouble: Error, Equatable, CustomStringConvertible {
    case refused(IncidentStepRefusal)
    case personal(PersonalDataType)
    case tooLong
    case nobody(String)

    public var description: String {
        switch self {
        case .refused(let refusal): refusal.description
        case .personal(let type):
            "the words hold what looks like personal data (\(type.rawValue)), and nothing was"
                + " done; say it without, the clip itself is kept"
        case .tooLong:
            "the words are longer than \(IncidentHandling.longestText) characters; say the gist,"
                + " the clip itself is kept"
        case .nobody(let name):
            "nobody here is called '\(SanitizedText(name).text)'; 'earshot person list' shows who"
                + " is"
        }
    }
}
