// A recording held open, to be read from any place of it.
import CSndFile

/// A file in memory that stays open between reads. Lives on one thread at a time.
///
/// The bytes are lent to libsndfile for the length of each call: between calls it holds no
/// pointer to them.
final class OpenRecording {
    /// The longest recording, in seconds (24 hours).
    static let longest = 24 * 60 * 60
    /// Frames that are passed over or decoded in one go: a few milliseconds of work.
    static let stride = 1 << 16

    let rate: Int
    let channels: Int
    /// Frames the header promises; nil where it lies or does not say.
    let claimedFrames: Int?
    /// Whether samples may lie beyond full scale.
    let isFloat: Bool
    private let bytes: any RecordingBytes
    private let cursor: UnsafeMutablePointer<MemoryFile>
    private let mayPrint: Bool
    private var file: OpaquePointer
    private let seeks: Bool
    /// The place that could not be sought last: it is read up to instead.
    private var refused: Int?
    /// The frame that is read next.
    private(set) var position = 0

    /// - Throws: `DecodeError` where the bytes are no audio, or claim more than `longest` and have
    ///   room for it.
    init(_ bytes: any RecordingBytes) throws(DecodeError) {
        guard bytes.count > 0 else { throw .empty }
        let cursor = UnsafeMutablePointer<MemoryFile>.allocate(capacity: 1)
        cursor.initialize(to: MemoryFile(bytes: UnsafeRawBufferPointer(start: nil, count: 0)))
        var info = SF_INFO()
        do throws(DecodeError) {
            let mayPrint = bytes.withUnsafeBytes { QuietLibraries.mayPrint(about: $0) }
            file = try Self.lend(bytes, to: cursor, quiet: mayPrint) { () throws(DecodeError) in
                try MemoryFile.open(cursor, &info)
            }
            self.mayPrint = mayPrint
        } catch {
            cursor.deallocate()
            throw error
        }
        (self.bytes, self.cursor) = (bytes, cursor)
        rate = Int(info.samplerate)
        channels = Int(max(info.channels, 1))
        seeks = info.seekable != 0
        let coding = Int(info.format) & SF_FORMAT_SUBMASK
        isFloat = coding == SF_FORMAT_FLOAT || coding == SF_FORMAT_DOUBLE
        // Lying headers promise more than any codec packs into a byte.
        let frames = Int(info.frames)
        claimedFrames = frames > 0 && frames / 1_000 <= bytes.count ? frames : nil
        // From here on `deinit` closes the file.
        guard (1_000...768_000).contains(rate) else { throw .unsupportedRate(rate) }
        if let claimedFrames, claimedFrames / rate > Self.longest {
            throw .tooLong(limitSeconds: Self.longest)
        }
    }

    deinit {
        sf_close(file)
        cursor.deallocate()
    }

    /// The share of the bytes that were read so far, 0...1: for progress where no length is known.
    var share: Double { Double(cursor.pointee.position) / Double(bytes.count) }

    /// Reads interleaved frames, cleaned; fewer than there is room for only where the recording ends.
    func read(into target: UnsafeMutableBufferPointer<Float>) -> Int {
        let wanted = min(target.count / channels, Self.longest * rate - position)
        var got = 0
        Self.lend(bytes, to: cursor, quiet: mayPrint) {
            while got < wanted {
                let start = target.baseAddress.map { $0 + got * channels }
                let frames = Int(sf_readf_float(file, start, sf_count_t(wanted - got)))
                guard frames > 0 else { break }
                got += min(frames, wanted - got)
            }
        }
        position += got
        Mixdown.clean(UnsafeMutableBufferPointer(rebasing: target[..<(got * channels)]))
        return got
    }

    /// Goes towards `frame` and says whether it is reached. Where the file cannot be asked for the
    /// place, or puts itself elsewhere, what lies before it is read instead, a stretch at a time:
    /// call it again then. `scratch` is room to read into.
    ///
    /// True as well where the recording ends before `frame`: there is nothing to be read.
    func approach(_ frame: Int, through scratch: UnsafeMutableBufferPointer<Float>) -> Bool {
        if frame == position { return true }
        let start = frame - runUp
        let isNear = (start...frame).contains(position)
        if !isNear, start > 0, refused != start { jump(to: start) }
        // To the beginning there is no seeking: mpg123 comes back to another first frame than it
        // set out from.
        if frame < position {
            restart()
            if frame == 0 { return true }
        }
        let target = UnsafeMutableBufferPointer(
            rebasing: scratch[..<min(scratch.count, (frame - position) * channels)])
        return read(into: target) < target.count / channels || position == frame
    }

    /// Frames that are read before a place that was sought: codecs lean on what they come from,
    /// MP3 on bits of up to ten frames before. As short a way is never sought.
    private var runUp: Int { rate / 2 }

    private func jump(to frame: Int) {
        refused = frame
        guard seeks else { return }
        let landed = Self.lend(bytes, to: cursor, quiet: mayPrint) {
            Int(sf_seek(file, sf_count_t(frame), Int32(SEEK_SET)))
        }
        if landed == frame {
            (position, refused) = (frame, nil)
        } else {
            // What is refused once lies past the end or behind damage; where the file stands after
            // that, nobody says.
            restart()
        }
    }

    /// Back to the first frame, by opening anew.
    private func restart() {
        var info = SF_INFO()
        let fresh = try? Self.lend(bytes, to: cursor, quiet: mayPrint) {
            () throws(DecodeError) in try MemoryFile.open(cursor, &info)
        }
        position = 0
        guard let fresh else { return }
        sf_close(file)
        file = fresh
    }

    private static func lend<Result, Failure: Error>(
        _ bytes: any RecordingBytes, to cursor: UnsafeMutablePointer<MemoryFile>, quiet: Bool,
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBytes { (raw) throws(Failure) -> Result in
            cursor.pointee.bytes = raw
            let quiet = QuietLibraries(wanted: quiet)
            defer {
                quiet.end()
                cursor.pointee.bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            }
            return try body()
        }
    }
}
