// Numbers with a decimal point, the same in every locale.
import Foundation

extension Double {
    /// With so many decimals, such as `74.5`.
    public func plain(_ places: Int) -> String {
        String(format: "%.\(places)f", locale: Locale(identifier: "en_US_POSIX"), self)
    }
}
