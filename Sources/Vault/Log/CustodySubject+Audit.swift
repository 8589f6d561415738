// What the log calls a device or an account.
import ReviewCore

extension CustodySubject {
    /// A pseudonym of another form than the border's is not written into the log.
    public var audited: AuditSubject {
        guard let name = AuditPseudonym(pseudonym) else { return .workspace }
        return switch self {
        case .device: .device(name)
        case .account: .account(name)
        }
    }
}
