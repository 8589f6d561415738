// What stands against a change of people, in words.
import ReviewCore
import Vault

/// Why a change of people was not made.
public enum PeopleError: Error, Equatable, CustomStringConvertible {
    case noHalfToPass(String)
    case hasLeft(String)
    case lastHalf(String, KeyClass)
    case lastCustodian
    case wouldNotHold(AuditFinding)

    public var description: String {
        switch self {
        case .noHalfToPass(let name):
            "you hold no half of the identity key that '\(name)' may be given: their role must bring"
                + " it, and who holds or ever held one half is not given the other; 'earshot person"
                + " list' shows who holds which"
        case .hasLeft(let name):
            "'\(name)' left this workspace, so nothing was done; to take them back give them a role:"
                + " earshot person grant \(name) reviewer"
        case .lastHalf(let name, let half):
            "only '\(name)' holds the \(half.rawValue) half of the identity key, and without it no"
                + " identity here can ever be opened; have them hand it on first (earshot person"
                + " grant NAME identity), or give identities up with --give-up-identities"
        case .lastCustodian:
            "nobody would be left who can add people and hand keys on, so nothing was done; make"
                + " somebody else a custodian first: earshot person grant NAME custodian"
        case .wouldNotHold(let finding):
            "nothing was done, because nobody could sign in after it (\(finding)); run 'earshot"
                + " audit verify'"
        }
    }
}
