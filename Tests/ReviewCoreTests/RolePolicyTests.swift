// What roles allow: nobody is forgotten, nothing is allowed to all by accident.
import ReviewCore
import Testing

@Suite struct RolePolicyTests {
    private let harmless: Set<Deed> = [.seeStatus, .listPeople]

    @Test(arguments: Deed.allCases)
    func everyDeedHasSomebodyWhoMayAndNobodyWithoutARoleDoes(deed: Deed) {
        #expect(!RolePolicy.roles(for: deed).isEmpty)
        #expect(!RolePolicy.may([], deed))
        #expect(RolePolicy.may(Set(Role.allCases), deed))
        let open = RolePolicy.roles(for: deed) == Set(Role.allCases)
        #expect(open == harmless.contains(deed))
    }

    /// Who may give keys away holds them: what one has not, one cannot seal to another.
    @Test func whoGrantsHoldsEveryKeyButTheOfficersHalf() {
        for role in RolePolicy.roles(for: .grant) {
            #expect(
                RolePolicy.classes(for: [role])
                    == Set(KeyClass.allCases).subtracting([.identityOfficer]))
        }
        #expect(RolePolicy.roles(for: .passHalf) == [.custodian, .officer])
    }

    @Test func nobodyIsDueBothHalves() {
        #expect(RolePolicy.halves(for: [.officer]) == [.identityOfficer])
        #expect(RolePolicy.halves(for: [.reviewer, .supervisor, .engineer]).isEmpty)
        let all = RolePolicy.classes(for: Set(Role.allCases))
        #expect(all.contains(.identityCustodian) && !all.contains(.identityOfficer))
    }

    @Test func aReviewerCanNeitherTakeOutNorHandOn() {
        for deed in Deed.allCases where ![.review, .disclose].contains(deed) {
            #expect(RolePolicy.may([.reviewer], deed) == harmless.contains(deed), "\(deed)")
        }
    }

    @Test func aClearanceOpensItsClassAndOnlyBesideARoleThatMeetsSpeakers() {
        #expect(
            RolePolicy.classes(for: [.reviewer], clearances: [.location])
                == [.audio, .text, .location])
        #expect(
            RolePolicy.classes(for: [.officer], clearances: [.contacts])
                == [.audio, .text, .contacts, .incident, .identityOfficer])
        let both = Set(Clearance.allCases)
        #expect(RolePolicy.classes(for: [], clearances: both).isEmpty)
        #expect(RolePolicy.classes(for: [.supervisor], clearances: both) == [.incident])
        #expect(RolePolicy.classes(for: [.engineer], clearances: both) == [.audio, .text])
    }

    @Test func aRefusalSaysWhatWhyAndWhoCan() {
        let words = DeedRefusal(.export, roles: [.reviewer]).description
        for part in ["exporting", "engineer", "you are reviewer", "earshot person list"] {
            #expect(words.contains(part), "\(part)")
        }
        #expect(DeedRefusal(.review, roles: []).description.contains("no role"))
    }
}
