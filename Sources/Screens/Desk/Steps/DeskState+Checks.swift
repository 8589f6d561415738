// What stands between a clip and its submission, said calmly and where it concerns.
import ReviewCore
import TerminalUI

extension DeskState {
    var objectionsToSubmitting: [Objection] { [] }
    mutating func refreshObjections() {}
    func acceptedContent(of work: ClipWork) -> AnnotationContent { work.content }
    enum Listening { case accidental }
    func listeningMissing(for: Listening) -> String? { nil }
    mutating func goTo(_ place: DeskPlace) {}
}
