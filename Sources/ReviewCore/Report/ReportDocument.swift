// What a report says, once: the terminal and the page show the same document, each in its way.

/// A report to be read: headings, figures and charts, with every word decided.
public struct ReportDocument: Sendable, Equatable {
    public var title: String
    /// Whose it is and of when.
    public var subtitle: String
    public var sections: [ReportSection]

    public init(title: String, subtitle: String, sections: [ReportSection]) {
        self.title = title
        self.subtitle = subtitle
        self.sections = sections
    }
}

/// What stands under one heading.
public struct ReportSection: Sendable, Equatable {
    public var title: String
    /// What the reader should know before believing the figures; may be empty.
    public var note: String
    public var parts: [ReportPart]

    public init(_ title: String, note: String = "", _ parts: [ReportPart]) {
        self.title = title
        self.note = note
        self.parts = parts
    }
}

public enum ReportPart: Sendable, Equatable {
    case figures([ReportFigure])
    case columns(ReportColumns)
    case bars([ReportBar])
    case strip(ReportStrip)
    case words(String)
}

/// A number in words, and what it is.
public struct ReportFigure: Sendable, Equatable {
    public var label: String
    public var value: String

    public init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}

/// A number for each piece of time, side by side.
public struct ReportColumns: Sendable, Equatable {
    public struct Column: Sendable, Equatable {
        /// When it begins, such as `14:00`.
        public var label: String
        /// `nil` where it is not told.
        public var value: Double?

        public init(_ label: String, _ value: Double?) {
            self.label = label
            self.value = value
        }
    }

    /// What is counted, for whoever hears the chart read out.
    public var title: String
    /// The time a column stands for, such as `in a day`.
    public var each: String
    public var columns: [Column]
    /// Every how many columns the label is worth writing.
    public var labelEvery: Int

    public init(_ title: String, each: String, _ columns: [Column], labelEvery: Int = 1) {
        self.title = title
        self.each = each
        self.columns = columns
        self.labelEvery = max(1, labelEvery)
    }

    public var most: Double { columns.compactMap(\.value).max() ?? 0 }
}

/// One of several numbers that are compared.
public struct ReportBar: Sendable, Equatable {
    public var label: String
    /// Of the whole, 0...1: a full bar is all of it.
    public var share: Double
    /// The value as it is read, such as `412, 41 %`.
    public var text: String

    public init(_ label: String, share: Double, _ text: String) {
        self.label = label
        self.share = share.isFinite ? min(1, max(0, share)) : 0
        self.text = text
    }
}

/// Stretches along a line of time.
public struct ReportStrip: Sendable, Equatable {
    public struct Stretch: Sendable, Equatable {
        /// 0...1 of the line.
        public var from: Double
        public var to: Double
        public var label: String

        public init(from: Double, to: Double, label: String) {
            self.from = min(1, max(0, from))
            self.to = min(1, max(self.from, to))
            self.label = label
        }
    }

    public var title: String
    public var stretches: [Stretch]
    /// What stands at the beginning and at the end.
    public var ends: [String]

    public init(_ title: String, _ stretches: [Stretch], ends: [String]) {
        self.title = title
        self.stretches = stretches
        self.ends = ends
    }
}
