package timeline

import (
	"math/bits"
	"strings"
	"sync"
	"time"

	"hearback/classify/internal/fold"
)

// meaning is all that a word can mean in a date expression. A word may mean
// several things ("sept", "mar", "second"); the grammar asks for the one that fits.
type meaning struct {
	word    string // as it is spelt; of a stem its letters
	number  int    // cardinal: "two"
	ordinal int    // "third"
	month   time.Month
	weekday int // 1 Monday to 7 Sunday
	unit    unit
	part    part
	which   which
	prep    prep
	day     relativeDay
	article bool // the, of and their like: carries nothing
	of      bool
	filler  bool // likely, around, hopefully
	few     bool // an uncertain number
	work    bool // business, working
	or, to  bool // join the ends of a range
	to2     bool
	starts  bool // an expression may begin with it
	fixed   bool // a fixed expression may begin with it
	core    bool // one may begin with it behind its preposition
	vague   bool // a vague expression begins with it
	holiday bool // the name of a holiday begins with it
	kernel  bool // an expression has such a word, or a number
	back    bool // it speaks of the expression before
	opens   bool // an expression may begin with it, or with a word that means nothing alone

	short   bool // an abbreviation
	intends bool // a sentence that begins with it says what is meant to be
	idle    bool // it changes nothing about the expression beside it
	dated   bool // it has a place in some expression

	classes  []uint64   // of cues, that the word belongs to
	patterns []*pattern // of cues, that are looked for where it stands
}

type unit uint8

const (
	noUnit unit = iota
	hours
	days
	weekends
	weeks
	fortnights
	months
	quarters
	years
	workdays
	minutes
)

// part is a part of a period. A later part has a greater number.
type part uint8

const (
	whole part = iota
	early
	middle
	late
)

type which uint8

const (
	anyOne which = iota
	this
	coming
	next
	following
	afterNext
	last
)

// prep is the relation in which a day stands to what is promised, strongest last.
type prep uint8

const (
	noPrep prep = iota
	on
	within
	by
	from
	before
	after
	since
)

type relativeDay uint8

const (
	noDay relativeDay = iota
	today
	tomorrow
	afterTomorrow
)

// unknown is the meaning of words that the lexicon does not hold.
var unknown = &meaning{}

// lexicon holds the words of dates and of cues in English, German, French and
// Spanish.
type lexicon struct {
	words map[string]*meaning
	slots []slot // of words by their hash, the next free one where it is taken
	// stems begin words of cues, by their first letters, the longest first.
	stems map[string][]*meaning
	// dates are the words without which there is no date expression; refers are
	// those without which none speaks of the one before.
	dates, refers wordSet
	stemHeads     wordSet
	// promises are the words without which no cue promises anything; promiseStems
	// begin them.
	promises, promiseStems wordSet
}

// theLexicon is made when the first text is read: commands that read none start
// at once.
var theLexicon = sync.OnceValue(newLexicon)

type slot struct {
	hash wordHash
	word *meaning
}

// meaning returns what a folded word means.
func (l *lexicon) meaning(folded string) *meaning {
	hash := hashOf(folded)
	if m := l.find(folded, hash); m != nil {
		return m
	}
	return l.stem(folded)
}

// stem returns what a word that is not in the lexicon means by its beginning.
func (l *lexicon) stem(folded string) *meaning {
	if len(folded) >= shortestStem && l.stemHeads.has(hashOf(folded[:shortestStem])) {
		for _, m := range l.stems[folded[:shortestStem]] {
			if strings.HasPrefix(folded, m.word) {
				return m
			}
		}
	}
	return unknown
}

// read folds a word, and returns what it means.
func (l *lexicon) read(word string) (folded string, m *meaning) {
	var lower [24]byte
	if len(word) > len(lower) {
		folded = fold.String(word)
		return folded, l.meaning(folded)
	}
	hash := hashSeed
	for i := range len(word) {
		c := word[i]
		if byteClass[c] != aLetter && byteClass[c] != aDigit {
			folded = fold.String(word)
			return folded, l.meaning(folded)
		}
		lower[i] = c | 0x20
		hash = hash.add(c | 0x20)
	}
	if m := l.find(string(lower[:len(word)]), hash); m != nil {
		return m.word, m
	}
	folded = string(lower[:len(word)])
	return folded, l.stem(folded)
}

// find returns the entry of a word, nil where there is none.
func (l *lexicon) find(folded string, hash wordHash) *meaning {
	mask := len(l.slots) - 1
	for i := int(hash) & mask; l.slots[i].word != nil; i = (i + 1) & mask {
		if l.slots[i].hash == hash && l.slots[i].word.word == folded {
			return l.slots[i].word
		}
	}
	return nil
}

// index makes the slots, four to a word.
func (l *lexicon) index() {
	l.slots = make([]slot, 1<<bits.Len(uint(4*len(l.words))))
	mask := len(l.slots) - 1
	for word, m := range l.words {
		i := int(hashOf(word)) & mask
		for l.slots[i].word != nil {
			i = (i + 1) & mask
		}
		l.slots[i] = slot{hashOf(word), m}
	}
	for head := range l.stems {
		l.stemHeads.put(head)
	}
}

func newLexicon() *lexicon {
	l := &lexicon{words: map[string]*meaning{}, stems: map[string][]*meaning{}}
	for i, words := range numberWords {
		l.define(words, func(m *meaning) { m.number = i })
	}
	for i, words := range ordinalWords {
		l.define(words, func(m *meaning) { m.ordinal = i })
	}
	for i, words := range monthWords {
		l.define(words, func(m *meaning) { m.month = time.Month(i + 1) })
	}
	for i, words := range weekdayWords {
		l.define(words, func(m *meaning) { m.weekday = i + 1 })
	}
	for u, words := range unitWords {
		l.define(words, func(m *meaning) { m.unit = u })
	}
	for p, words := range partWords {
		l.define(words, func(m *meaning) { m.part = p })
	}
	for w, words := range whichWords {
		l.define(words, func(m *meaning) { m.which = w })
	}
	for p, words := range prepWords {
		l.define(words, func(m *meaning) { m.prep = p })
	}
	for d, words := range dayWords {
		l.define(words, func(m *meaning) { m.day = d })
	}
	l.define(articleWords, func(m *meaning) { m.article = true })
	l.define(ofWords, func(m *meaning) { m.of = true })
	l.define(fillerWords, func(m *meaning) { m.filler = true })
	l.define(fewWords, func(m *meaning) { m.few = true })
	l.define(workWords, func(m *meaning) { m.work = true })
	l.define("or oder ou o u", func(m *meaning) { m.or = true })
	l.define("to bis until through thru till a al au", func(m *meaning) { m.to = true })
	l.define("and und et y", func(m *meaning) { m.to2 = true })
	l.define("eod cob eob eop close end monatsende jahresende quartalsende wochenschluss month-end", func(m *meaning) { m.starts = true })
	l.define(specialWords, func(m *meaning) { m.kernel = true })
	l.define(backWords, func(m *meaning) { m.back = true })
	l.define(intentionWords, func(m *meaning) { m.intends = true })
	l.define(shortWords, func(m *meaning) { m.short = true })
	l.define(openingWords, func(m *meaning) { m.opens = true })
	l.define(coreWords, func(m *meaning) { m.core = true })
	l.define(idleWords, func(m *meaning) { m.idle = true })
	l.define(innerWords, func(*meaning) {})
	for _, name := range holidayNames {
		l.define(name.words, func(*meaning) {})
		l.define(strings.Fields(name.words)[0], func(m *meaning) { m.holiday, m.starts = true, true })
	}
	for _, words := range vagueWords {
		l.define(words, func(*meaning) {})
		l.define(strings.Fields(words)[0], func(m *meaning) { m.vague, m.starts = true, true })
	}
	for _, list := range [...]phrases{limits, floors, floorsBehind, dayEnds, dayAfters, sameDays, thereafters, weekAfters, vagues} {
		for word, expressions := range list {
			l.define(word, func(m *meaning) { m.fixed = true })
			for _, words := range expressions {
				l.define(strings.Join(words, " "), func(*meaning) {})
			}
		}
	}
	l.derive()
	l.addCues()
	l.index()
	return l
}

// derive settles what follows from the meanings of the words.
func (l *lexicon) derive() {
	for word, m := range l.words {
		m.dated = true
		m.core = m.core || m.number > 0 || m.ordinal > 0 || m.month > 0 || m.weekday > 0 || m.part > 0 || m.which > 0 || m.day > 0 || m.few || m.article || m.unit > 0 ||
			m.work || m.holiday || m.starts && !m.vague
		m.starts = m.starts || m.number > 0 || m.ordinal > 0 || m.month > 0 || m.weekday > 0 || m.part > 0 || m.which > 0 || m.prep > 0 ||
			m.day > 0 || m.few || m.article && word != "l" || m.unit == weeks || m.work || m.filler
		m.kernel = m.kernel || m.month > 0 || m.weekday > 0 || m.unit > 0 || m.day > 0 || m.holiday || m.ordinal > 3
		m.opens = m.opens || m.starts || m.unit > 0
		if m.kernel {
			l.dates.put(word)
		}
		if m.back && word != "that" { // with it there is always another: "that Friday", "after that"
			l.refers.put(word)
		}
	}
	for w := range strings.FieldsSeq(intentionWords) {
		l.promises.put(w)
	}
	for _, words := range vagueWords {
		l.dates.put(telling(words))
	}
}

// telling returns the rarest word of an expression: the longest, of several the last.
func telling(expression string) string {
	longest := ""
	for w := range strings.FieldsSeq(expression) {
		if len(w) >= len(longest) {
			longest = w
		}
	}
	return longest
}

func (l *lexicon) define(words string, put func(*meaning)) {
	for w := range strings.FieldsSeq(words) {
		put(l.word(w))
	}
}

// word returns the entry of a folded word, a new one where there is none.
func (l *lexicon) word(folded string) *meaning {
	m := l.words[folded]
	if m == nil {
		m = &meaning{word: folded}
		l.words[folded] = m
	}
	return m
}

const (
	articleWords = "the a an der die das den dem des le la les el los las l lo ein eine einem einer einen un une una"
	ofWords      = "of de du des del d der vom von"
	fillerWords  = "likely hopefully probably possibly ideally sometime around about approximately approx circa ca roughly etwa ungefahr rund " +
		"environ vers alrededor aproximadamente sobre latest hopefully most some at very preferably perhaps maybe potentially presumably " +
		"voraussichtlich wahrscheinlich vermutlich spatestens probablement normalement idealement probablemente seguramente " +
		"idealmente usually typically either as almost nearly just only shortly soon right directly up kurz juste gegen wohl sometimes " +
		"expected expectedly realistically tentatively plazo delai zeitraum zeitraums period matter space maximum maximo max ahora aqui lo tard tardar tarde mas muy plus plustard mucho als definitely certainly surely still"
	fewWords  = "few several some paar einige einigen wenigen wenige mehrere mehreren quelques plusieurs unos unas algunos algunas varios varias pocos pocas"
	workWords = "business working work werk ouvres ouvre ouvrables ouvrable habiles habil laborables laborable"
	// specialWords are words of expressions that mean nothing elsewhere, backWords
	// those that speak of the expression before.
	specialWords = "q1 q2 q3 q4 kw kalenderwoche w eow eom eoq eoy eod cob eob eop noon midday lunchtime midi mediodia close business feierabend dienstschluss " +
		"tagesende geschaftsschluss hora puente feiertag monatsende month-end jahresende quartalsende wochenschluss"
	backWords = "then that after thereafter afterwards afterward danach darauf dahin la lendemain siguiente suivant tag folgetag entonces anschluss time morning afternoon evening same"
	idleWords = "if not sooner spatestens plus tardar more now et est pt ct cet gmt time eastern pacific anytime some earlier then or so possible moglich"
	// innerWords mean something within an expression only.
	innerWords = "st nd rd th er eme e que viene entra qui vient en curso ci long half bank calendar public federal national morning afternoon evening night lunch " +
		"acabe acaba termine finalice instant inst matin soir tarde noche abend vormittag nachmittag mittag pm uhr commencing ending"
	// shortWords are abbreviations: the full stop behind them ends no sentence.
	shortWords = "approx ca bzw mr mrs ms dr prof hr fr sr sra srta mme st vs inc no nr z b ggf inkl usw uhr"
	// intentionWords begin a sentence that says what is meant to be, and not who means it.
	intentionWords = "will should hope hoping aiming aim expecting planning gonna target trying eta"
	// openingWords and coreWords begin an expression, with and without its preposition.
	openingWords = "post pre q1 q2 q3 q4 kw eow eom eoq eoy no not between zwischen entre thereafter then afterwards danach dahin lendemain tags maximum max maximal " +
		"kalenderwoche monatsende jahresende quartalsende eop w straight same immediately anschliessend that"
	coreWords = "same q1 q2 q3 q4 kw w noon midday eow eom eoq eoy half bank calendar long thereafter straight immediately anschliessend that then afterwards danach " +
		"dahin lendemain tags monatsende month-end jahresende quartalsende wochenschluss"
)

var numberWords = map[int]string{
	1: "one a an another eine einen einem einer ein eins un une una uno", 2: "two couple zwei zwo beiden deux dos pair ii",
	3: "three drei trois tres", 4: "four vier quatre cuatro", 5: "five funf fuenf cinq cinco", 6: "six sechs seis",
	7: "seven sieben sept siete", 8: "eight acht huit ocho", 9: "nine neun neuf nueve", 10: "ten zehn dix diez dizaine decena",
	11: "eleven elf onze once", 12: "twelve zwolf zwoelf douze doce", 13: "thirteen dreizehn treize trece", 14: "fourteen vierzehn quatorze catorce",
	15: "fifteen funfzehn quinze quince", 16: "sixteen", 17: "seventeen", 18: "eighteen", 20: "twenty zwanzig vingt veinte", 21: "twenty-one",
	30: "thirty dreissig trente treinta", 40: "forty", 45: "forty-five", 60: "sixty", 90: "ninety",
}

var ordinalWords = map[int]string{
	1: "first ersten erste erster premier premiere primero primer primera", 2: "second zweiten zweite deuxieme seconde segundo segunda",
	3: "third dritten dritte troisieme tercero tercer tercera", 4: "fourth vierten vierte quatrieme cuarta", 5: "fifth funften", 6: "sixth", 7: "seventh", 8: "eighth",
	9: "ninth", 10: "tenth zehnten", 11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth", 15: "fifteenth", 16: "sixteenth",
	17: "seventeenth", 18: "eighteenth", 19: "nineteenth", 20: "twentieth", 30: "thirtieth",
}

var monthWords = [12]string{
	"january jan januar janner jaenner janvier janv enero ene", "february feb februar fevrier fevr febrero", "march mar marz maerz mrz mars marzo",
	"april apr avril avr abril abr", "may mai mayo", "june jun juni juin junio", "july jul juli juillet juil julio", "august aug aout agosto ago",
	"september sept sep septembre septiembre setiembre", "october oct oktober okt octobre octubre", "november nov novembre noviembre",
	"december dec dezember dez decembre diciembre dic",
}

var weekdayWords = [7]string{
	"monday mon montag montagabend montagmorgen montagnachmittag lundi lunes",
	"tuesday tue tues dienstag dienstagabend dienstagmorgen dienstagnachmittag mardi martes",
	"wednesday wed weds mittwoch mittwochabend mittwochmorgen mittwochnachmittag mercredi miercoles",
	"thursday thu thur thurs donnerstag donnerstagabend donnerstagmorgen donnerstagnachmittag jeudi jueves",
	"friday fri freitag freitagabend freitagmorgen freitagnachmittag freitagmittag vendredi viernes",
	"saturday sat samstag sonnabend samedi sabado",
	"sunday sun sonntag sonntagabend dimanche domingo",
}

var unitWords = map[unit]string{
	minutes:    "minute minutes min mins minuten minutos minuto",
	hours:      "hour hours hr hrs stunde stunden heure heures hora horas h",
	days:       "day days day's tag tage tagen tages jour jours journee dia dias",
	workdays:   "workday workdays weekdays werktag werktage werktagen werktages arbeitstag arbeitstage arbeitstagen arbeitstages geschaftstag geschaftstage geschaftstagen",
	weekends:   "weekend wochenende wochenendes week-end",
	weeks:      "midweek week weeks week's wk wks woche wochen semaine semaines semana semanas huitaine",
	fortnights: "fortnight fortnights fortnight's quinzaine quincena",
	months:     "month months month's monat monate monaten monats mois mes meses",
	quarters:   "quarter quarters quartal quartals trimestre",
	years:      "year years year's jahr jahre jahres jahren annee ano anos ans",
}

var partWords = map[part]string{
	early:  "early beginning begin start anfang beginn debut principios principio comienzos inicios earlier",
	middle: "mid midweek middle mitte mi milieu mediados midway",
	late:   "late later end ende close latter fin finales final fines tail ends laufe lauf cours courant largo transcurso course",
}

var whichWords = map[which]string{
	this:      "this diese dieser diesen dieses diesem cette ce cet esta este current laufenden laufende rest",
	coming:    "coming upcoming kommenden kommende kommender kommendes kommendem prochains prochaines",
	next:      "next nachste nachsten nachster nachstes nachstem naechste naechsten naechster naechstes prochain prochaine proximo proxima proximos proximas",
	following: "following darauffolgenden darauffolgende folgenden folgende folgender suivant suivante siguiente siguientes suivants suivantes",
	afterNext: "ubernachste ubernachsten ubernachster uebernachste uebernaechste uebernaechsten",
	last:      "last past previous letzte letzten letzter letztes vergangene vergangenen vergangener dernier derniere derniers dernieres pasado pasada ultimo ultima passe passee vorige voriger vorigen",
}

var prepWords = map[prep]string{
	on:     "on am um at le el",
	within: "in within inside innerhalb binnen dans en over during im dentro durante sous courant throughout takes take taking allow allows needs need require requires dauert dure",
	by:     "by till until til through thru bis jusqu hasta para zum d'ici ici spatestens pour",
	from:   "from ab starting earliest fruhestens desde",
	before: "before vor avant antes prior ahead",
	after:  "after nach apres despues tras",
	since:  "since seit depuis hace",
}

var dayWords = map[relativeDay]string{
	today:         "today tonight heute aujourd'hui hoy tonite",
	tomorrow:      "tomorrow tmrw tomorow morgen demain manana",
	afterTomorrow: "ubermorgen uebermorgen apres-demain overmorrow",
}

// vagueWords are expressions that name no day.
var vagueWords = []string{
	"soon", "shortly", "asap", "as soon as", "in due course", "in due time", "in the near future", "in the not too distant future", "before long", "eventually",
	"at some point", "at a later date", "at a later time", "at a later stage", "at our earliest convenience", "in the next stage", "down the line", "down the road", "momentarily", "promptly",
	"in a little while", "in a bit", "in a while", "in good time", "when we can", "quickly", "presently", "any day now", "sometime", "over time", "in a timely manner", "without delay",
	"at the earliest opportunity", "at the earliest possible", "as quickly as", "as fast as", "as early as possible", "in short order",
	"bald", "baldmoglichst", "schnellstmoglich", "schnellstmoeglich", "in kurze", "in kuerze", "demnachst", "zeitnah", "umgehend", "zu gegebener zeit", "so bald wie moglich",
	"so schnell wie moglich", "moglichst bald", "moglichst schnell", "in absehbarer zeit", "unverzuglich", "sobald wie moglich", "zeitnahe", "schnell", "in nachster zeit", "in der nachsten zeit", "baldigst", "alsbald",
	"bientot", "prochainement", "sous peu", "dans les meilleurs delais", "dans les plus brefs delais", "au plus vite", "au plus tot", "des que possible", "rapidement",
	"tres vite", "vite", "ulterieurement", "dans un avenir proche", "incessamment", "tres prochainement", "le plus tot possible", "le plus rapidement possible", "tantot", "d ici peu", "en temps voulu",
	"pronto", "en breve", "proximamente", "lo antes posible", "cuanto antes", "a la brevedad", "en su momento", "a la mayor brevedad", "muy pronto", "tan pronto como", "en un futuro", "rapidamente", "dentro de poco", "mas adelante", "a corto plazo",
	"this spring", "in the spring", "in spring", "by spring", "this summer", "in the summer", "over the summer", "by summer", "this fall", "in the fall", "by fall", "this autumn", "in autumn", "in the autumn", "this winter",
	"in the winter", "after the summer", "after summer", "im sommer", "im fruhjahr", "im herbst", "nach den ferien", "cet ete", "a la rentree", "este verano", "despues del verano",
}
