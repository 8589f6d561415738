// The incident desk's way to the store: one worker, answers by mailbox, words opened on the way.
import AudioEngine
import Foundation
import ReviewCore
import Screens
import Store
import Vault

/// Carries out what the desk asks of the store. Every answer comes through the mailbox.
struct IncidentClerk: Sendable {
    private let seat: Seat
    private let handling: IncidentHandling
    private let mailbox: Mailbox<IncidentMessage>
    private let worker = Worker("incidents")

    /// Closed incidents are listed for this long, in seconds, and no more of them than this.
    private static let shelfTime = 90.0 * 86_400
    private static let shelfLength = 500

    init(seat: Seat, mailbox: Mailbox<IncidentMessage>) {
        self.seat = seat
        handling = IncidentHandling(seat: seat)
        self.mailbox = mailbox
    }

    func list(_ shelf: IncidentShelf) {
        asked { [seat] in
            let found =
                switch shelf {
                case .open: try seat.store.incidents.open()
                case .closed:
                    try seat.store.incidents.closed(
                        Timestamp.now.advanced(bySeconds: -Self.shelfTime), Self.shelfLength)
                }
            return .listed(
                shelf, found.map { IncidentRow($0.glance, queue: $0.queue, locale: $0.locale) })
        }
    }

    func tell(_ id: IncidentID) {
        asked { [self] in
            guard let kept = try seat.store.incidents.one(id) else { return .gone(id) }
            return .told(try story(of: kept))
        }
    }

    /// Takes a step, held to the number of events that were read.
    func act(_ id: IncidentID, seen: Int, _ act: CustodyAct) {
        stepped(id) { [self] in
            let after = try handling.take(act, on: try read(id, seen), now: .now)
            mailbox.post(.action(.done(try story(of: after), act.code)))
        }
    }

    /// Writes that the clip is heard, and only then opens its sound.
    func listen(_ id: IncidentID, seen: Int) {
        stepped(id) { [self] in
            let after = try handling.take(.listened, on: try read(id, seen), now: .now)
            mailbox.post(.action(.done(try story(of: after), .listened)))
            do {
                mailbox.post(.prepared(id, try sound(of: after.incident.record.clip)))
            } catch {
                mailbox.post(.action(.soundFailed(id, "The sound cannot be opened: \(error)")))
            }
        }
    }

    func export(_ id: IncidentID, to folder: String) {
        worker.run { [self] in
            do {
                let kept = try handling.one(id)
                let path = (folder as NSString).expandingTildeInPath
                let (written, after) = try CaseFileExport(seat: seat)
                    .run(kept, to: URL(filePath: path), now: .now)
                mailbox.post(.action(.told(try story(of: after))))
                let left =
                    written.leftOut.isEmpty
                    ? "" : "; without \(written.leftOut.joined(separator: ", "))"
                mailbox.post(.action(.exported(folder + left)))
            } catch {
                mailbox.post(.action(.exportFailed("No case file: \(error)")))
            }
        }
    }

    /// Waits for what is under way: a step that was asked for is taken.
    func finish() { worker.finish {} }

    // MARK: - On the worker

    private func asked(_ question: @escaping @Sendable () throws -> IncidentAction) {
        worker.run { [mailbox] in
            do {
                mailbox.post(.action(try question()))
            } catch {
                mailbox.post(.action(.storeFailed("\(error)")))
            }
        }
    }

    private func stepped(_ id: IncidentID, _ step: @escaping @Sendable () throws -> Void) {
        worker.run { [mailbox] in
            do {
                try step()
            } catch {
                mailbox.post(.action(.stepRefused(id, "\(error)")))
            }
        }
    }

    private func read(_ id: IncidentID, _ seen: Int) throws -> KeptIncident {
        let kept = try handling.one(id)
        guard kept.seen == seen else { throw IncidentTrouble.refused(.changedMeanwhile) }
        return kept
    }

    private func story(of kept: KeptIncident) throws -> IncidentStory {
        IncidentStory(
            incident: opened(kept.incident), queue: kept.queue, locale: kept.locale,
            notices: try seat.store.incidents.notices(kept.id).map { record in
                StoryNotice(
                    group: record.notice.group, channel: record.channel, madeAt: record.madeAt,
                    attempts: record.attempts, lastCode: record.lastCode,
                    deliveredAt: record.deliveredAt)
            })
    }

    /// The incident with such words as this person may read.
    private func opened(_ incident: Incident) -> Incident {
        let record = incident.record
        let events = record.events.map { event -> CustodyEvent in
            guard case .read(let words)? = handling.words(of: event, in: incident) else {
                return event
            }
            return CustodyEvent(
                sequence: event.sequence, at: event.at, actor: event.actor,
                act: event.act.saying(.open(words)))
        }
        return (try? Incident(record.id, events: events)) ?? incident
    }

    private func sound(of clip: ClipID) throws -> PreparedClip {
        guard let stored = try seat.store.records.clip(clip), stored.state != .erased else {
            throw IncidentTrouble.refused(.clipGone)
        }
        let sealed = try seat.workspace.audioFiles.read(clip)
        return try Player.prepare(seat.openKeys(of: stored.clip).openAudio(sealed))
    }
}
