// What `status --json` and a native export hold, as far as tests read it.

/// The document of `earshot status --json`.
struct StatusDocument: Decodable {
    struct Queue: Decodable, Equatable {
        var name: String
        var waiting: Int
        var leased: Int
        var annotated: Int
        var skipped: Int
        var broken: Int
        var flagged: Int
    }

    struct Person: Decodable {
        var name: String
        var onShift: Bool
        var annotatedToday: Int
    }

    struct Incidents: Decodable {
        var open: Int
        var unacknowledged: Int
        var bySeverity: [String: Int]
    }

    var queues: [Queue]
    var people: [Person]
    var incidents: Incidents
}

/// One line of a native export.
struct ExportedClip: Decodable {
    struct Hypothesis: Decodable {
        var text: String
    }

    struct Interpretation: Decodable {
        var intent: String
    }

    struct Flag: Decodable, Equatable {
        var category: String
        var severity: String
    }

    struct Annotation: Decodable {
        var revision: Int
        var outcome: String
        var reference: String
        var judgments: [String: [String]]
        var interpretation: Interpretation?
        var tags: [String]
        var note: String
        var flag: Flag?
    }

    var hypothesis: Hypothesis?
    var annotation: Annotation
}
