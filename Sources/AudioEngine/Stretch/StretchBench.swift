// A whole sound stretched or rendered at once: the door through which the benchmark measures.

/// What a player does in blocks while it plays, done without waiting for anyone.
package enum StretchBench {
    /// Samples handed over at once.
    package static let block = RenderChain.block

    /// Stretches all of `sound`, which is at the engine's rate; answers how many samples came out.
    package static func stretch(_ sound: SoundBuffer, _ speed: Double) -> Int {
        sound.withSamples { samples in
            let peak = samples.reduce(0) { max($0, abs($1)) }
            guard let stretcher = Stretcher(rate: Engine.rate, peak: peak) else { return 0 }
            let (piece, scratch) = (ScratchSamples(count: block), ScratchSamples(count: 4_096))
            stretcher.speed = speed
            var count = 0
            for start in stride(from: 0, to: samples.count, by: block) {
                let source = samples[start..<min(start + block, samples.count)]
                let target = UnsafeMutableBufferPointer(rebasing: piece.buffer[..<source.count])
                _ = target.update(fromContentsOf: source)
                stretcher.write(target)
                stretcher.drain(through: scratch.buffer) { count += $0.count }
            }
            stretcher.flush()
            stretcher.drain(through: scratch.buffer) { count += $0.count }
            return count
        }
    }

    /// Renders all of a clip as it is heard; answers how many samples came out.
    package static func render(_ clip: PreparedClip, _ speed: Double) -> Int {
        let chain = RenderChain(clip)
        chain.speed = speed
        chain.cue(0, at: 0)
        var count = 0
        while !chain.ended { chain.render { count += $0.count } }
        return count
    }
}
