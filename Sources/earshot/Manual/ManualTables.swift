// What the manual says of files, variables and exit codes.

enum ManualTables {
    static let files: [(String, String)] = [
        (
            "$EARSHOT_WORKSPACE, else --workspace, else ~/.local/share/earshot",
            "The workspace, for its owner's eyes only: earshot.toml (its settings), earshot.db "
                + "(the store), clips (sealed sound), log (checkpoints of the audit log)."
        ),
        (
            "~/.config/earshot/keys/WORKSPACE/PERSON.key",
            "A person's private keys. Without them nothing they could open can be opened: keep a "
                + "copy in a safe place."
        ),
        (
            "~/.config/earshot/keys.toml",
            "Keys of your own, such as play-pause = [\"space\", \"f5\"] under [listening]. A "
                + "mistake is named and the default keys hold."
        ),
        (
            "~/.config/earshot/snippets.toml",
            "Short forms that grow as a space is typed, one a line: ty = \"thank you\". Yours win "
                + "over the language's."
        ),
        (
            "~/.config/earshot/theme, ~/.config/earshot/themes/NAME.toml",
            "The name of the theme you chose, and themes of your own."
        ),
        (
            "~/.config/earshot/headsets.toml",
            "Headsets measured with earshot doctor --calibrate, by output. A mistake is named and "
                + "passed over."
        ),
        (
            "~/.local/state/earshot/sound.json",
            "The output, the manner and the volume you listened with last."
        ),
        (
            "~/.local/state/earshot/hearing/NAME",
            "Your own count of each shift's sound, for your eyes only; kept for sixty days."
        ),
        (
            "~/.local/state/earshot/desk.log",
            "What sound libraries print while the desk is open. Nothing of a clip is in it."
        ),
    ]

    static let environment: [(String, String)] = [
        ("EARSHOT_WORKSPACE", "The workspace's directory; wins over --workspace."),
        ("EARSHOT_PERSON", "Who sits here, where several people share a machine account."),
        (
            "EARSHOT_AUDIO",
            "null for no sound, file:PATH.wav to record what would be heard, or a device's name; "
                + "wins over earshot audio use."
        ),
        ("EARSHOT_THEME", "A theme for this run; wins over the one you chose."),
        ("EARSHOT_SAMPLES", "Where the sample clips of earshot demo are."),
        (
            "NO_COLOR, CLICOLOR_FORCE",
            "No colour at all, or colour even where standard output is no terminal."
        ),
        (
            "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME",
            "Take the place of ~/.config, ~/.local/share and ~/.local/state."
        ),
        ("ESCDELAY", "Milliseconds after which a lone Esc counts as Esc; 25 by default."),
    ]

    static let exitStatus: [(String, String)] = [
        ("0", "Done."),
        (
            "1",
            "Refused or failed, with one line on standard error: what, why and what to do."
        ),
        ("2", "Wrong usage."),
        ("3", "Done in part; what was left out was listed."),
        ("130", "Interrupted; nothing is half-written."),
    ]
}
