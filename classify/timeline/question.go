package timeline

// question reports whether the sentence is a question, and not one that only asks for a
// nod: "I'll let you know by Friday, ok?"
func (f *finder) question() bool {
	end := len(f.tokens)
	if f.tokens[end-1].text != "?" {
		return false
	}
	for i := end - 2; i >= max(1, end-5); i-- {
		if f.is(i, ",", "¿") {
			return !nods[f.text[f.tokens[i+1].start:f.tokens[end-2].end]]
		}
	}
	last := f.tokens[max(0, end-2)]
	return !slurred[f.text[last.start:last.end]] || inverted[f.tokens[0].text]
}

// nods are the questions that ask for no more than a nod.
var nods = map[string]bool{"ok": true, "okay": true, "all right": true, "alright": true, "right": true, "yeah": true, "is that ok": true, "is that okay": true,
	"einverstanden": true, "in Ordnung": true, "ja": true, "gut": true, "d'accord": true, "ça va": true, "hein": true,
	"vale": true, "va": true, "sí": true, "está bien": true, "te parece": true, "te parece bien": true, "de acuerdo": true, "dale": true}

// slurred are those that are written without a comma before them, too: "te llamo el
// viernes vale?". inverted are the words that begin a question of another sort: "would
// Friday be ok?"
var (
	slurred  = set("ok okay ya va vale si sí dale oder gell ne hein yeah right alright")
	inverted = set("is are was would will can could should shall may might do does did have has what when which how any " +
		"ist sind passt geht ginge kann konnen konnten kannst konntest haben hast hatten ware wann wie welcher " +
		"est etes es peux pouvez pourriez avez auriez serait quand comment quel " +
		"puede puedes podria podrias puedo esta estas tiene tienes cuando que cual como")
)
