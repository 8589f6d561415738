// Which contact was taken, out of how many; and never a word or number of the book.
import Testing

@testable import ReviewCore

@Suite struct ContactMatchTests {
    private let book = [
        Contact(name: "Otto Samplewood", phone: "+1 202 555 0142", relation: "friend"),
        Contact(name: "Marigold Testerson", phone: "+1 202 555 0117", relation: "aunt"),
        Contact(name: "Mary", phone: "42"),
        Contact(name: "Otto Otherwood", relation: "my neighbour"),
    ]

    private func match(_ type: String, _ value: String) -> ContactMatch {
        ContactMatch([Slot(type: type, value: value)], in: book)
    }

    @Test func theMatchHasItsRankAndTheListItsLength() {
        let match = match("person", "marigold")
        #expect(match.candidates == 4)
        #expect(match.alike == 1)
        #expect(match.match?.rank == 2)
        #expect(match.match?.name == [MaskedToken("Marigold"), MaskedToken("Testerson")])
        #expect(match.match?.phoneEnding == "17")
        #expect(match.match?.isByRelation == false)
    }

    @Test func ofTwoThatFitAlikeTheFirstIsNamedAndBothAreCounted() {
        #expect(match("person", "Otto").match?.rank == 1)
        #expect(match("person", "Otto").alike == 2)
        #expect(match("person", "otto otherwood").match?.rank == 4)
        #expect(match("person", "ÓTTO, Otherwood!").alike == 1)
        #expect(match("person", "mary").match?.rank == 3)
    }

    @Test func aRelationFitsWhereNoNameDoes() {
        #expect(match("relation", "my aunt").match?.rank == 2)
        #expect(match("relation", "my aunt").match?.isByRelation == true)
        #expect(match("person", "Zoe").match == nil)
        #expect(match("person", "Zoe").alike == 0)
        #expect(match("time", "Otto").match == nil)
        #expect(ContactMatch([], in: []).match == nil)
    }

    @Test func shortNumbersAndSingleLettersAreHiddenWhole() {
        #expect(match("person", "mary").match?.phoneEnding == nil)
        #expect(MaskedToken("Q").initial == nil)
        #expect(MaskedToken("山田").initial == nil)
        #expect(MaskedToken("7eleven").initial == nil)
        #expect(MaskedToken("Łucja").initial == "Ł")
        #expect(MaskedToken("Otto").shown(dot: "·") == "O···")
        #expect(MaskedToken("Ottokar").shown(dot: "·") == "O······")
    }

    /// Whatever the book and the request: what comes out says of each contact at most one first
    /// letter a word, a class of length, and two digits.
    @Test func nothingOfTheBookComesOut() {
        var chance = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let book = (0..<Int.random(in: 0...6, using: &chance)).map { _ in
                Contact(
                    name: chance.hostileText(pieces: 3), phone: chance.hostileText(pieces: 2),
                    relation: chance.hostileText(pieces: 1))
            }
            let slots = [
                Slot(type: "person", value: chance.hostileText(pieces: 2)),
                Slot(type: "relation", value: chance.hostileText(pieces: 1)),
            ]
            let match = ContactMatch(slots, in: book)
            #expect(match.candidates == book.count && match.alike <= book.count)
            guard let found = match.match else { continue }
            #expect((1...book.count).contains(found.rank))
            let shown = found.name.map { $0.shown(dot: "·") }
            for token in shown { #expect(token.filter { $0 != "·" }.count <= 1) }
            #expect((found.phoneEnding ?? "").count <= 2)
        }
    }

    /// Two books that differ in everything but first letters, classes of length and last digits
    /// look the same: there is nothing else in the answer.
    @Test func booksThatDifferBehindTheMaskLookTheSame() {
        let one = [Contact(name: "Marigold Testerson", phone: "+1 202 555 0117", relation: "aunt")]
        let other = [Contact(name: "Margaret Tannenbaum", phone: "0721 999 817", relation: "aunt")]
        let said = [Slot(type: "relation", value: "aunt")]
        #expect(ContactMatch(said, in: one) == ContactMatch(said, in: other))
    }
}
