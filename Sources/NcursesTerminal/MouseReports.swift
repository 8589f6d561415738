// Reports of the mouse, in the form of 1006 and in the older one.

import TerminalUI

extension ControlSequence {
    /// `Esc [ < button ; column ; row M`, or `m` when released. Columns and rows count from 1.
    var mouse: InputEvent? {
        guard parameters.count == 3, parameters[1] > 0, parameters[2] > 0,
            final == UInt8(ascii: "M") || final == UInt8(ascii: "m")
        else { return nil }
        let place = Point(x: parameters[1] - 1, y: parameters[2] - 1)
        let isRelease = final == UInt8(ascii: "m")
        return Self.mouseEvent(button: parameters[0], isRelease: isRelease, at: place)
    }

    /// `Esc [ M` and three bytes, each 32 more than what it says; a release names no button.
    static func oldMouse(_ bytes: ArraySlice<UInt8>) -> SequenceParser.Result {
        guard bytes.count >= 6 else { return .needMore(.incomplete) }
        let start = bytes.startIndex
        let values = (3...5).map { Int(bytes[start + $0]) - 32 }
        guard values.allSatisfy({ $0 >= 0 }), values[1] > 0, values[2] > 0 else {
            return .event(nil, length: 6)
        }
        let place = Point(x: values[1] - 1, y: values[2] - 1)
        let isRelease = values[0] & 0b1100_0011 == 3
        return .event(mouseEvent(button: values[0], isRelease: isRelease, at: place), length: 6)
    }

    /// The first button and the wheel; other buttons mean nothing here.
    private static func mouseEvent(
        button: Int, isRelease: Bool, at place: Point
    ) -> InputEvent? {
        let isMotion = button & 32 != 0
        switch button & 0b1100_0011 {
        case 64: return .mouse(MouseEvent(.wheelUp, at: place))
        case 65: return .mouse(MouseEvent(.wheelDown, at: place))
        case 0 where isMotion: return .mouse(MouseEvent(.drag, at: place))
        case 0: return .mouse(MouseEvent(isRelease ? .release : .press, at: place))
        case 3 where isRelease && !isMotion: return .mouse(MouseEvent(.release, at: place))
        default: return nil
        }
    }
}
