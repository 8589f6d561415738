// What this desk had disclosed: asked for, shown, and closed when the clip leaves.
import ReviewCore
import Screens

extension DeskEngine {
    func disclose(_ field: DisclosedField, of clip: ClipID) {
        guard let clip = held[clip] else {
            return step(.disclosed(clip, .failed(reason: "the clip is no longer at this desk")))
        }
        clerk.disclose(field, of: clip)
    }

    /// A clip that left while it was asked for shows nothing, and what was granted ends.
    func take(_ disclosure: Disclosure, _ context: ShownContext) {
        disclosures.insert(disclosure)
        guard held[disclosure.clip] != nil else {
            return closeDisclosures(of: disclosure.clip)
        }
        step(.disclosed(disclosure.clip, .shown(context, until: disclosure.until)))
    }

    func closeDisclosures(of clip: ClipID) {
        for disclosure in disclosures where disclosure.clip == clip { clerk.close(disclosure) }
        disclosures = disclosures.filter { $0.clip != clip }
    }
}
