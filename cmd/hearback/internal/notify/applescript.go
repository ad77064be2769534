package notify

// appleArgs are the arguments of osascript that show a toast. The script is
// always the same: the texts are its arguments, which it never reads as code.
// The first of them is a word of ours, so that none is taken for an option.
func appleArgs(t Toast) []string {
	return []string{
		"-e", "on run argv",
		"-e", "display notification (item 3 of argv) with title (item 2 of argv)",
		"-e", "end run",
		"hearback", t.Title, t.Body,
	}
}
