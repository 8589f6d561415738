// Conformance: people, grants, queues, and clips coming in.
import Foundation
import ReviewCore
import Store
import Testing
import Vault

extension StoreConformance {
    static let registers = [
        StoreConformance("people come back as they went in, names once whatever their case") {
            let lucia = Member(
                person: Person(id: $0.id(), name: "Lucía", roles: [.reviewer, .engineer]),
                keys: PublicKeys(agreement: $0.bytes(32), signing: $0.bytes(32)))
            try $0.store.people.add(lucia, $0.now)
            _ = try $0.person("ana")
            #expect(try $0.store.people.list().map(\.person.name) == ["ana", "Lucía"])
            #expect(try $0.store.people.named("LUCI\u{301}A") == lucia)
            #expect(try $0.store.people.named("nobody") == nil)
            let store = $0.store
            let now = $0.now
            var twin = lucia
            twin.person = Person(id: $0.id(), name: "LUCÍA", roles: [])
            let impostor = twin
            #expect(throws: StoreError(.nameTaken)) { try store.people.add(impostor, now) }
        },
        StoreConformance("grants are kept by class and generation, newest first") {
            let person = try $0.person("ana")
            let other = try $0.person("bea")
            func grant(_ keyClass: KeyClass, _ generation: Int, _ text: String) -> KeyGrant {
                KeyGrant(
                    person: person, keyClass: keyClass, generation: generation,
                    sealed: Data(text.utf8))
            }
            try $0.store.people.addGrants([grant(.text, 1, "a"), grant(.text, 2, "b")], $0.now)
            try $0.store.people.addGrants(
                [grant(.audio, 1, "c"), grant(.text, 1, "again")], $0.now)
            #expect(
                try $0.store.people.grants(person) == [
                    grant(.audio, 1, "c"), grant(.text, 2, "b"), grant(.text, 1, "again"),
                ])
            #expect(try $0.store.people.grants(other).isEmpty)
        },
        StoreConformance("a person is admitted with their keys or not at all") {
            let keys = PublicKeys(agreement: $0.bytes(32), signing: $0.bytes(32))
            func member(_ name: String, _ id: PersonID) -> Member {
                Member(person: Person(id: id, name: name, roles: [.reviewer]), keys: keys)
            }
            func grants(_ id: PersonID) -> [KeyGrant] {
                [KeyClass.audio, .text].map {
                    KeyGrant(person: id, keyClass: $0, generation: 1, sealed: Data([1]))
                }
            }
            let (ana, bea): (PersonID, PersonID) = ($0.id(), $0.id())
            try $0.store.people.admit(member("ana", ana), grants(ana), $0.now)
            #expect(try $0.store.people.grants(ana) == grants(ana))
            let (store, now) = ($0.store, $0.now)
            // A taken name leaves nothing behind, nor does a grant to nobody.
            let nobody: PersonID = $0.id()
            #expect(throws: StoreError(.unknown("person"))) {
                try store.people.admit(member("bea", bea), grants(bea) + grants(nobody), now)
            }
            #expect(throws: StoreError(.nameTaken)) {
                try store.people.admit(member("Ana", bea), grants(bea), now)
            }
            #expect(try store.people.list().map(\.person.name) == ["ana"])
            #expect(throws: StoreError(.unknown("person"))) { try store.people.grants(bea) }
        },
        StoreConformance("queues open and close, and names are unique") {
            let id = try $0.queue("Night")
            try $0.store.queues.setOpen(id, false, $0.now)
            #expect(try $0.store.queues.named("night")?.isOpen == false)
            let (store, now, twin) = (
                $0.store, $0.now, Queue(id: $0.id(), name: "NIGHT", locale: "x")
            )
            #expect(throws: StoreError(.nameTaken)) { try store.queues.create(twin, now) }
            let nowhere: QueueID = $0.id()
            #expect(throws: StoreError(.unknown("queue"))) {
                try store.queues.setOpen(nowhere, true, now)
            }
        },
        StoreConformance("a clip comes back as it went in") {
            let queue = try $0.queue("q")
            let clip = $0.clip(priority: 7)
            #expect(try $0.store.queues.ingest(queue, [clip], $0.now) == [.added])
            let stored = try $0.store.records.clip(clip.id)
            #expect(stored == StoredClip(clip: clip, queue: queue, state: .waiting))
        },
        StoreConformance("clips are found by the end of their id, and by nothing that is no digit")
        {
            let queue = try $0.queue("q")
            let clip = $0.clip()
            var uuid = clip.id.uuid.uuid
            uuid.0 ^= 1
            let twin = $0.copy(of: $0.clip(), id: ClipID(uuid: UUID(uuid: uuid)))
            _ = try $0.store.queues.ingest(queue, [clip, $0.clip()], $0.now)
            #expect(try $0.store.records.ending(clip.id.short) == [clip.id])
            #expect(try $0.store.records.ending(clip.id.short.uppercased()) == [clip.id])
            for nothing in ["", "%", "_", "zz", "\(clip.id.short)' OR 1=1 --"] {
                #expect(try $0.store.records.ending(nothing) == [])
            }
            _ = try $0.store.queues.ingest(queue, [twin], $0.now)
            #expect(try $0.store.records.ending(clip.id.short) == [clip.id, twin.id])
        },
        StoreConformance("a source goes in once a queue, and the answer names the first") {
            let (queue, other) = (try $0.queue("q"), try $0.queue("r"))
            let first = $0.clip()
            let again = $0.copy(of: first, id: $0.id())
            let verdicts = try $0.store.queues.ingest(queue, [first, again, $0.clip()], $0.now)
            #expect(verdicts == [.added, .known(first.id), .added])
            #expect(try $0.store.queues.ingest(queue, [again], $0.now) == [.known(first.id)])
            #expect(
                try $0.store.queues.knownSources(queue, [first.sourceDigest, Data([1])])
                    == [first.sourceDigest])
            #expect(try $0.store.queues.ingest(other, [again], $0.now) == [.added])
            let thief = $0.copy(of: $0.clip(), id: first.id)
            #expect(try $0.store.queues.ingest(queue, [thief], $0.now) == [.refused(.idTaken)])
            #expect(try $0.counts("q")?.waiting == 2)
        },
        StoreConformance("without consent, or in another locale, nothing is stored") {
            let queue = try $0.queue("q")
            let clips = [
                $0.clip(consent: false), $0.clip(locale: "fr-FR"), $0.clip(locale: "es_cr"),
            ]
            #expect(
                try $0.store.queues.ingest(queue, clips, $0.now)
                    == [.refused(.noConsent), .refused(.otherLocale), .added])
            #expect(try $0.store.records.clip(clips[0].id) == nil)
            let mixed = try $0.queue("m", locale: "mul")
            #expect(try $0.store.queues.ingest(mixed, [clips[1]], $0.now) == [.added])
        },
    ]
}

extension Workplace {
    /// The same source under another id.
    func copy(of clip: SealedClip, id: ClipID) -> SealedClip {
        SealedClip(
            id: id, sourceDigest: clip.sourceDigest, locale: clip.locale,
            consentGranted: true, sealedAudioBytes: 1, wrappedKeys: [], fields: [:])
    }
}
