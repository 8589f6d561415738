// Temporary directories for tests of the workstation.
import Foundation
