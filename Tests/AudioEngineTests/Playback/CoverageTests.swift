// What was heard is counted once, however it was heard.
import Testing

@testable import AudioEngine

@Suite struct CoverageTests {
    @Test func joinsWhatTouches() {
        var coverage = Coverage()
        for range in [0..<10, 20..<30, 10..<12, 11..<21, 40..<41] { coverage.add(range) }
        #expect(coverage.ranges == [0..<30, 40..<41])
        #expect(coverage.total == 31)
    }
}
