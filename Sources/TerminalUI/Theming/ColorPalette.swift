// The 256 colours of xterm, and distances between colours as eyes judge them.

import Foundation

/// xterm's palette: sixteen named colours, a cube of 216, and 24 greys.
public enum ColorPalette {
    /// Oklab coordinates (B. Ottosson, 2020): equal distances look about equally different.
    struct Oklab: Sendable {
        var lightness: Double
        var a: Double
        var b: Double

        func distance(to other: Oklab) -> Double {
            let l = lightness - other.lightness
            let a = self.a - other.a
            let b = self.b - other.b
            return l * l + a * a + b * b
        }
    }

    /// The colour at an index of the palette.
    public static func color(_ index: UInt8) -> Color {
        let (red, green, blue) = components(Int(index))
        return .rgb(red, green, blue)
    }

    /// The index, 16...255, whose colour is nearest.
    public static func nearestIndex(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> UInt8 {
        nearest(to: .rgb(red, green, blue), among: 16..<256)
    }

    static func nearest(to color: Color, among indices: Range<Int>) -> UInt8 {
        let wanted = oklab(of: color)
        let best = indices.min { table[$0].distance(to: wanted) < table[$1].distance(to: wanted) }
        return UInt8(best ?? indices.lowerBound)
    }

    static func oklab(of color: Color) -> Oklab {
        switch color {
        case .terminal: table[7]
        case .ansi(let index): table[Int(index % 16)]
        case .rgb(let red, let green, let blue): oklab(red, green, blue)
        }
    }

    private static let table: [Oklab] = (0..<256).map {
        let (red, green, blue) = components($0)
        return oklab(red, green, blue)
    }

    private static let named: [(UInt8, UInt8, UInt8)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205),
        (0, 205, 205), (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0),
        (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]

    private static func components(_ index: Int) -> (UInt8, UInt8, UInt8) {
        if index < 16 { return named[index] }
        if index >= 232 {
            let grey = UInt8(8 + 10 * (index - 232))
            return (grey, grey, grey)
        }
        func step(_ digit: Int) -> UInt8 { digit == 0 ? 0 : UInt8(55 + 40 * digit) }
        let cube = index - 16
        return (step(cube / 36), step(cube / 6 % 6), step(cube % 6))
    }

    /// Linear light of an sRGB component.
    static func linear(_ component: UInt8) -> Double {
        let value = Double(component) / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private static func oklab(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Oklab {
        let (r, g, b) = (linear(red), linear(green), linear(blue))
        let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
        let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
        let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
        return Oklab(
            lightness: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
    }
}
