// What a pulled jack and a turned volume are to a sound that plays.
import Synchronization
import Testing

@testable import AudioEngine

@Suite struct SinkFollowerTests {
    private final class News: Sendable {
        private let heard = Mutex<[String]>([])
        func note(_ news: OutputNews) {
            let word =
                switch news {
                case .lost: "lost"
                case .moved: "moved"
                case .changed(let device):
                    "\(device.port ?? "-") \(device.volume?.scale ?? -1)"
                }
            heard.withLock { $0.append(word) }
        }
        var all: [String] { heard.withLock { $0 } }
    }

    private func sink(
        _ port: String?, volume: Double = 1, isDefault: Bool = true
    ) -> AudioDevice {
        AudioDevice(
            name: "card", description: "A card", isDefault: isDefault,
            volume: SystemVolume(scale: volume), port: port)
    }

    @Test func aJackPulledUnderASoundLosesTheDevice() {
        let (news, jack) = (News(), PulledJack())
        let follower = SinkFollower(
            sink("headphones"), followsDefault: false, jack: jack, tell: news.note)
        follower.begin([sink("headphones")])
        follower.learn([sink("headphones")], isSounding: true)
        #expect(news.all == [] && jack.port == nil)
        follower.learn([sink("speaker")], isSounding: true)
        #expect(news.all == ["lost"] && jack.port == "headphones")
    }

    @Test func aJackPulledAtRestIsOnlyNoted() {
        let (news, jack) = (News(), PulledJack())
        let follower = SinkFollower(
            sink("headphones"), followsDefault: true, jack: jack, tell: news.note)
        follower.begin([sink("headphones")])
        follower.learn([sink("speaker")], isSounding: false)
        #expect(news.all == ["speaker 1.0"] && jack.port == nil)
    }

    @Test func aTurnOfTheVolumeIsTold() {
        let news = News()
        let follower = SinkFollower(
            sink("headphones"), followsDefault: true, jack: PulledJack(), tell: news.note)
        follower.begin([sink("headphones")])
        follower.learn([sink("headphones", volume: 0.5)], isSounding: true)
        follower.learn([sink("headphones", volume: 0.5)], isSounding: true)
        #expect(news.all == ["headphones 0.5"])
    }

    @Test(arguments: [true, false]) func anotherDefaultIsFollowedWhereItIsToBe(follows: Bool) {
        let news = News()
        let follower = SinkFollower(
            sink("headphones"), followsDefault: follows, jack: PulledJack(), tell: news.note)
        follower.begin([sink("headphones")])
        let other = AudioDevice(name: "hdmi", description: "", isDefault: true)
        follower.learn([sink("headphones", isDefault: false), other], isSounding: true)
        #expect(news.all == (follows ? ["moved"] : ["headphones 1.0"]))
    }
}
