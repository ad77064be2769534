package notify

import "encoding/xml"

// The toast schema of Windows, as far as it is used.
type (
	windowsToast struct {
		XMLName  xml.Name        `xml:"toast"`
		Duration string          `xml:"duration,attr"`
		Binding  windowsBinding  `xml:"visual>binding"`
		Actions  []windowsAction `xml:"actions>action,omitempty"`
	}
	windowsBinding struct {
		Template string   `xml:"template,attr"`
		Text     []string `xml:"text"`
	}
	windowsAction struct {
		Type      string `xml:"activationType,attr"`
		Content   string `xml:"content,attr"`
		Arguments string `xml:"arguments,attr"`
	}
)

// windowsXML is a toast as Windows wants it. What is pressed comes back as the
// slot, a line end, and the action's key.
func windowsXML(t Toast) (string, error) {
	w := windowsToast{Duration: "long", Binding: windowsBinding{Template: "ToastGeneric", Text: []string{t.Title, t.Body}}}
	for _, a := range t.Actions {
		w.Actions = append(w.Actions, windowsAction{Type: "foreground", Content: a.Label, Arguments: t.Slot + "\n" + a.Key})
	}
	out, err := xml.Marshal(w)
	return string(out), err
}
