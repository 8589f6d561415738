// A disclosure in words: what the panel and the plain lines say, and all that they say.
import ReviewCore

enum DisclosureText {
    static func title(_ panel: DisclosurePanel) -> String {
        switch panel.field {
        case .location: "Location"
        case .contacts: "Contacts"
        }
    }

    /// Sentences, the answer first. `dot` stands for a letter behind the mask.
    static func lines(_ panel: DisclosurePanel, _ state: DeskState, dot: String) -> [String] {
        switch panel.condition {
        case .asked: ["Asking…"]
        case .failed(let reason): ["Not shown: \(reason)."]
        case .refused(let refusal, let custodians): [words(refusal, panel.field, custodians)]
        case .shown(let context, let until):
            shown(context, dot) + [
                "Needed for: \(need(state)).",
                "Closes by itself in \(minutes(until.seconds(since: state.now))) min. "
                    + "That you looked is in the log.",
            ]
        }
    }

    private static func need(_ state: DeskState) -> String {
        let intent = state.work?.clip.interpretation?.intent
        return intent.map(state.setting.schema.title(ofIntent:)) ?? "this request"
    }

    private static func minutes(_ seconds: Double) -> Int {
        max(1, Int((seconds / 60).rounded(.up)))
    }

    // MARK: - What is shown

    private static func shown(_ context: ShownContext, _ dot: String) -> [String] {
        switch context {
        case .place(let place):
            ["The speaker was \(place.words)."]
                + (place.isCoarsened
                    ? ["Coarser than the request needs: too few accounts share a smaller cell."]
                    : [])
        case .contact(let contact): lines(contact, dot)
        }
    }

    private static func lines(_ contact: ContactMatch, _ dot: String) -> [String] {
        guard let match = contact.match else {
            return ["None of \(count(contact.candidates)) fits what was said."]
        }
        let name = match.name.map { $0.shown(dot: dot) }.joined(separator: " ")
        let phone = match.phoneEnding.map { ", its number ends in \($0)" } ?? ""
        let others = contact.alike - 1
        return [
            "Number \(match.rank) of \(count(contact.candidates)): \(name)\(phone).",
            "It fits by \(match.isByRelation ? "relation" : "name")"
                + (others == 0 ? "; no other does as well." : "; \(others) more fit as well."),
        ]
    }

    private static func count(_ candidates: Int) -> String {
        candidates == 1 ? "1 contact" : "\(candidates) contacts"
    }

    // MARK: - Why not

    private static func words(
        _ refusal: DisclosureRefusal, _ field: DisclosedField, _ custodians: [String]
    ) -> String {
        switch refusal {
        case .noClearance:
            "You are not cleared to see \(plural(field)). Ask a custodian for the clearance"
                + " \(field.clearance.rawValue)\(names(custodians))."
        case .noNeed:
            "What was asked for can be judged without the \(field.words), so nothing is shown."
        case .notInHand: "The \(field.words) is seen only while you have the clip in hand."
        case .noConsent: "Consent for this clip was withdrawn."
        case .erased: "This clip was erased."
        case .held: "This clip is under a legal hold."
        case .noField: "This clip came without \(plural(field))."
        case .tooFew:
            "Nothing can be shown: fewer than \(ShownPlace.leastSharing) accounts share even the"
                + " largest cell. The log says that you asked and saw nothing."
        }
    }

    private static func plural(_ field: DisclosedField) -> String {
        switch field {
        case .location: "locations"
        case .contacts: "contacts"
        }
    }

    private static func names(_ custodians: [String]) -> String {
        custodians.isEmpty ? "" : ": " + custodians.joined(separator: ", ")
    }
}
