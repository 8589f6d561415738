// What is written inside the sealed fields.
import Foundation
import ReviewCore

/// The machine's readable words about a clip, sealed as `machineText`.
///
/// The whole interpretation is in it, so that what the desk shows never depends on the clear
/// columns, which whoever holds the database could edit.
struct MachineText: Codable, Equatable, Redacted {
    var hypothesis: Hypothesis?
    var interpretation: Interpretation?
    var response: AssistantResponse?
}

/// Where the speaker was, sealed as `location`. The tokens of the cells around it lie inside, and
/// what was counted of its account there, so that nothing outside joins a clip with a cell.
struct SealedLocation: Codable, Equatable, Redacted {
    let point: Coordinates
    let cells: [CellLevel: CellToken]
    /// Empty where the clip came without an account.
    let marks: [CellMark]
}

/// The way back from a clip to a person, sealed as `identity`.
public struct ClipIdentity: Sendable, Equatable, Codable, Redacted {
    public let sourceID: String
    public let deviceID: String?
    public let accountID: String?
    public let consentID: String?
    /// The last part of the sound file's path, and the stretch of it in seconds.
    public let fileName: String
    public let offset: Double?
    public let length: Double?

    init(_ incoming: IncomingClip) {
        sourceID = incoming.sourceID
        deviceID = incoming.deviceID
        accountID = incoming.accountID
        consentID = incoming.consent?.id
        fileName = (incoming.audio.path as NSString).lastPathComponent
        offset = incoming.audio.offset
        length = incoming.audio.length
    }
}
