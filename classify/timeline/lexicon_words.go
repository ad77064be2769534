package timeline

const (
	articleWords = "the a an der die das den dem des le la les el los las l lo ein eine einem einer eines einen un une una"
	ofWords      = "of de du des del d der vom von"
	fillerWords  = "likely hopefully probably possibly ideally sometime around about approximately approx circa ca roughly etwa ungefahr rund " +
		"environ vers alrededor aproximadamente sobre latest hopefully most some at very preferably perhaps maybe potentially presumably " +
		"voraussichtlich wahrscheinlich vermutlich spatestens allerspatestens probablement normalement idealement probablemente seguramente " +
		"idealmente usually typically either as almost nearly just only shortly soon right directly up kurz juste gegen wohl sometimes " +
		"expected expectedly realistically tentatively einschliesslich plazo periodo delai zeitraum zeitraums period matter space maximum maximo max ahora aqui lo tard tardar tarde mas muy plus plustard mucho als definitely certainly surely still mismo misma"
	fewWords  = "few several some paar einige einigen wenigen wenige mehrere mehreren quelques plusieurs unos unas algunos algunas varios varias pocos pocas"
	workWords = "business biz working work werk ouvres ouvre ouvrees ouvrables ouvrable habiles habil laborables laborable"
	// specialWords are words of expressions that mean nothing elsewhere, backWords
	// those that speak of the expression before.
	specialWords = "q1 q2 q3 q4 kw kalenderwoche w eow eom eoq eoy eod cob eob eop noon midday lunchtime midi mediodia close business feierabend dienstschluss " +
		"tagesende geschaftsschluss hora puente feiertag monatsende month-end jahresende quartalsende wochenschluss afternoon evening " +
		"arvo teatime soir tarde noche nachmittags vormittags abends matinee soiree wochenmitte wochenanfang monatsanfang monatsmitte jahresanfang wochenfrist monatsfrist"
	backWords = "viene entra prochaine proxima then that after thereafter afterwards afterward danach dann darauf dahin la lendemain siguiente suivant tag folgetag entonces anschluss time morning afternoon evening same"
	idleWords = "if not sooner spatestens plus tardar more now et est pt ct cet gmt time eastern pacific anytime some earlier then or so possible moglich"
	// dividingWords end a clause; dailyWords begin a day or a time of it.
	dividingWords = "- and but so while however und aber et mais y pero sondern which then otherwise ansonsten sinon"
	// leaningWords count from a day told before, with those that have a meaning for it.
	leaningWords = "later spater this tard tarde cela nachdem ese mismo meme mediodia"
	dailyWords   = "the day teatime pasado apres this heute cet cette ce esta later same noon midday midnight lunchtime eow eom eoq eoy midi mediodia mittags afternoon evening tarde noche nachmittag nachmittags vormittag vormittags abend abends matinee soiree matin soir"
	// festiveWords stand before the name of a holiday.
	festiveWords = "christmas public national bank federal upcoming this all long langen lange holiday feiertag puente"
	// innerWords mean something within an expression only.
	innerWords = "delai par queda correr termino q part parts tail st nd rd th er eme e que viene entra qui vient en curso ci long half bank calendar public federal national morning afternoon evening night lunch " +
		"acabe acaba termine finalice acabar terminar finalizar cerrar concluir inclus inclusive inclusivement otra instant inst matin soir tarde noche abend vormittag nachmittag mittag pm uhr commencing ending"
	// shortWords are abbreviations: the full stop behind them ends no sentence.
	shortWords = "approx ca bzw mr mrs ms dr prof hr fr sr sra srta mme st vs inc no nr z b ggf inkl usw uhr"
	// intentionWords begin a sentence that says what is meant to be, and not who means it.
	intentionWords = "will should hope hoping aiming aim expecting planning gonna target trying eta"
	// openingWords and coreWords begin an expression, with and without its preposition.
	openingWords = "pasando pasada pasados pasadas past beyond post pre q1 q2 q3 q4 kw eow eom eoq eoy no not between zwischen entre thereafter then afterwards danach dahin lendemain tags maximum max maximal " +
		"kalenderwoche monatsende jahresende quartalsende eop w straight same immediately anschliessend that dann later esa ese derselben dieselbe mitad teatime otra " +
		"wochenmitte wochenanfang monatsanfang monatsmitte jahresanfang wochenfrist monatsfrist media"
	coreWords = "media same q1 q2 q3 q4 kw w noon midday eow eom eoq eoy half bank calendar long thereafter straight immediately anschliessend that then afterwards danach " +
		"afternoon evening tarde noche nachmittags vormittags abends matinee soiree " +
		"dahin lendemain tags monatsende month-end jahresende quartalsende wochenschluss apres ese mitad teatime " +
		"wochenmitte wochenanfang monatsanfang monatsmitte jahresanfang wochenfrist monatsfrist"
)

var numberWords = map[int]string{
	1: "one a an another eine einen einem einer eines ein eins un une una uno", 2: "two couple zwei zwo beiden deux dos pair ii",
	3: "three drei trois tres", 4: "four vier quatre cuatro", 5: "five funf fuenf cinq cinco", 6: "six sechs seis",
	7: "seven sieben sept siete", 8: "eight acht huit ocho", 9: "nine neun neuf nueve", 10: "ten zehn dix diez dizaine decena",
	11: "eleven elf onze once", 12: "twelve zwolf zwoelf douze doce", 13: "thirteen dreizehn treize trece", 14: "fourteen vierzehn quatorze catorce",
	15: "fifteen funfzehn quinze quince", 16: "sixteen", 17: "seventeen", 18: "eighteen", 20: "twenty zwanzig vingt veinte", 21: "twenty-one",
	30: "thirty dreissig trente treinta", 40: "forty vierzig quarante cuarenta", 45: "forty-five", 48: "achtundvierzig", 50: "fifty funfzig cinquante cincuenta",
	60: "sixty sechzig soixante sesenta", 72: "zweiundsiebzig", 90: "ninety neunzig noventa",
}

var ordinalWords = map[int]string{
	1: "first ersten erste erster premier premiere primero primer primera", 2: "second zweiten zweite deuxieme seconde segundo segunda",
	3: "third dritten dritte troisieme tercero tercer tercera", 4: "fourth vierten vierte quatrieme cuarta", 5: "fifth funften", 6: "sixth", 7: "seventh", 8: "eighth",
	9: "ninth", 10: "tenth zehnten", 11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth", 15: "fifteenth", 16: "sixteenth",
	17: "seventeenth", 18: "eighteenth", 19: "nineteenth", 20: "twentieth", 30: "thirtieth",
}

var monthWords = [12]string{
	"january jan januar janner jaenner janvier janv enero ene", "february feb februar feber fevrier fevr febrero", "march mar marz maerz mrz mars marzo",
	"april apr avril avr abril abr", "may mai mayo", "june jun juni juin junio", "july jul juli juillet juil julio", "august aug aout agosto ago",
	"september sept sep septembre septiembre setiembre", "october oct oktober okt octobre octubre", "november nov novembre noviembre",
	"december dec dezember dez decembre diciembre dic",
}

var weekdayWords = [7]string{
	"monday mon montag lundi lunes",
	"tuesday tue tues dienstag mardi martes",
	"wednesday wed weds mittwoch mercredi miercoles",
	"thursday thu thur thurs donnerstag jeudi jueves",
	"friday fri freitag vendredi viernes",
	"saturday sat samstag sonnabend samedi sabado",
	"sunday sun sonntag dimanche domingo",
}

// germanDayParts are written as one word with their weekday: "Freitagvormittag".
var germanDayParts = [...]string{"fruh", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht"}

var unitWords = map[unit]string{
	minutes:    "minute minutes min mins minuten minutos minuto",
	hours:      "hour hours hr hrs hs stunde stunden heure heures hora horas h",
	days:       "day days day's tag tage tagen tages jour jours journee dia dias",
	workdays:   "workday workdays weekdays bankarbeitstag bankarbeitstage bankarbeitstagen schultag schultage schultagen werktag werktage werktagen werktages arbeitstag arbeitstage arbeitstagen arbeitstages geschaftstag geschaftstage geschaftstagen",
	weekends:   "weekend wochenende wochenendes week-end",
	weeks:      "midweek week weeks week's wk wks woche wochen kalenderwoche folgewoche semaine semaines semana semanas semanita semanitas huitaine",
	fortnights: "fortnight fortnights fortnight's quinzaine quincena",
	months:     "month months month's monat monate monaten monats mois mes meses",
	quarters:   "quarter quarters quartal quartals trimestre",
	years:      "year years year's jahr jahre jahres jahren annee ano anos ans",
}

var partWords = map[part]string{
	early:  "early tot primeros beginning begin start anfang anfangs beginn debut principios principio comienzos inicios earlier",
	middle: "mid midweek middle mitte mi milieu mediados midway",
	late:   "ultimos late later end ende close latter fin finales final fines tail ends laufe lauf cours courant largo transcurso course",
}

var whichWords = map[which]string{
	this:      "this diese dieser diesen dieses diesem cette ce cet esta este presente current laufenden laufende rest",
	coming:    "coming upcoming kommenden kommende kommender kommendes kommendem prochains prochaines",
	next:      "next entrante nachste nachsten nachster nachstes nachstem naechste naechsten naechster naechstes prochain prochaine proximo proxima proximos proximas",
	following: "following darauffolgenden darauffolgende folgenden folgende folgender suivant suivante siguiente siguientes suivants suivantes",
	afterNext: "ubernachste ubernachsten ubernachster uebernachste uebernaechste uebernaechsten",
	last:      "last past previous letzte letzten letzter letztes vergangene vergangenen vergangener dernier derniere derniers dernieres pasado pasada ultimo ultima passe passee vorige voriger vorigen",
}

var prepWords = map[prep]string{
	on:     "on am um at le el",
	within: "in within inside innert innerhalb binnen dans en over during im dentro durante sous courant throughout takes take taking allow allows needs need require requires dauert dure",
	by:     "by till until til through thru bis jusqu hasta para zum d'ici ici spatestens pour allerspatestens",
	from:   "from ab starting earliest fruhestens desde",
	before: "before vor avant antes prior ahead",
	after:  "after nach apres despues tras",
	since:  "since seit depuis hace",
}

var dayWords = map[relativeDay]string{
	today:         "today tonight today's tonight's heute heut aujourd'hui hoy tonite",
	tomorrow:      "tomorrow tomorrow's tomoro tmrw tmr tmw tomoz tomorow morgen demain manana",
	afterTomorrow: "ubermorgen uebermorgen apres-demain overmorrow",
}

// vagueWords are expressions that name no day.
var vagueWords = []string{
	"soon", "shortly", "asap", "as soon as", "in due course", "in due time", "in the near future", "in the not too distant future", "before long", "eventually",
	"at some point", "at a later date", "at a later time", "at a later stage", "at our earliest convenience", "in the next stage", "down the line", "down the road", "momentarily", "promptly",
	"in a little while", "in a bit", "in a while", "in good time", "when we can", "quickly", "presently", "any day now", "sometime", "over time", "in a timely manner", "without delay",
	"at the earliest opportunity", "at the earliest possible", "as quickly as", "as fast as", "as early as possible", "in short order",
	"bald", "baldmoglichst", "schnellstmoglich", "schnellstmoeglich", "in kurze", "in kuerze", "demnachst", "zeitnah", "umgehend", "zu gegebener zeit", "so bald wie moglich", "sobald ich mehr", "sobald wir mehr", "sobald mir", "sobald uns", "sobald es",
	"so schnell wie moglich", "moglichst bald", "moglichst schnell", "in absehbarer zeit", "unverzuglich", "sobald wie moglich", "zeitnahe", "schnell", "in nachster zeit", "in der nachsten zeit", "baldigst", "alsbald",
	"bientot", "prochainement", "sous peu", "dans les meilleurs delais", "dans les plus brefs delais", "au plus vite", "au plus tot", "des que possible", "rapidement",
	"tres vite", "vite", "ulterieurement", "dans un avenir proche", "incessamment", "tres prochainement", "le plus tot possible", "le plus rapidement possible", "tantot", "d ici peu", "en temps voulu",
	"pronto", "en breve", "proximamente", "lo antes posible", "cuanto antes", "a la brevedad", "en su momento", "a la mayor brevedad", "muy pronto", "tan pronto como", "en un futuro", "rapidamente", "dentro de poco", "mas adelante", "a corto plazo",
	"this spring", "in the spring", "in spring", "by spring", "this summer", "in the summer", "over the summer", "by summer", "this fall", "in the fall", "by fall", "this autumn", "in autumn", "in the autumn", "this winter",
	"in the winter", "after the summer", "after summer", "im sommer", "im fruhjahr", "im herbst", "nach den ferien", "cet ete", "a la rentree", "este verano", "despues del verano",
}
