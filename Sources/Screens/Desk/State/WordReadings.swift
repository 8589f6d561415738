// What the machine might have meant by a word: its other readings, aligned with the reference.
import ReviewCore

