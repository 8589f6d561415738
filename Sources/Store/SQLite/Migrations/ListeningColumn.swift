// Version 2 of the schema: what was heard of a clip is kept with the annotation.

extension Migration {
    /// `listening` is `ClipCoverage.text`; NULL where nothing was heard, and in older records.
    /// The figures beside it stay what queries ask for.
    static let listeningColumn = Migration(
        version: 2, sql: "ALTER TABLE annotation ADD COLUMN listening TEXT")
}
