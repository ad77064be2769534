package advice

import (
	"maps"
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ar"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cy"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/ee"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fi"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/hu"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/is"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/ke"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lu"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/mt"
	"github.com/rickar/cal/v2/mw"
	"github.com/rickar/cal/v2/nc"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/rs"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/th"
	"github.com/rickar/cal/v2/ua"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"
)

// Countries returns the ISO 3166-1 alpha-2 codes of the countries whose
// holidays are known, in lower case and in order.
func Countries() []string { return slices.Sorted(maps.Keys(countries)) }

// countries are the national holidays, as github.com/rickar/cal/v2 lists them.
// Those of "us" are the eleven federal ones (5 U.S.C. 6103), with the days on
// which they are kept when they fall on a weekend.
var countries = map[string][]*cal.Holiday{
	"ar": ar.Holidays,
	"at": at.Holidays,
	"au": australia,
	"be": be.Holidays,
	"bg": bg.Holidays,
	"br": br.Holidays,
	"ca": ca.Holidays,
	"ch": switzerland,
	"cy": cy.Holidays,
	"cz": cz.Holidays,
	"de": de.Holidays,
	"dk": dk.Holidays,
	"ee": ee.Holidays,
	"es": es.Holidays,
	"fi": fi.Holidays,
	"fr": fr.Holidays,
	"gb": gb.Holidays,
	"gr": gr.Holidays,
	"hr": hr.Holidays,
	"hu": hu.Holidays,
	"ie": ie.Holidays,
	"is": is.Holidays,
	"it": it.Holidays,
	"jp": jp.Holidays,
	"ke": ke.Holidays,
	"lt": lt.Holidays,
	"lu": lu.Holidays,
	"lv": lv.Holidays,
	"mt": mt.Holidays,
	"mw": mw.Holidays,
	"mx": mexico,
	"nc": nc.Holidays,
	"nl": nl.Holidays,
	"no": no.Holidays,
	"nz": nz.Holidays,
	"pl": pl.Holidays,
	"pt": pt.Holidays,
	"ro": ro.Holidays,
	"rs": rs.Holidays,
	"ru": russia,
	"se": se.Holidays,
	"si": si.Holidays,
	"sk": sk.Holidays,
	"th": th.Holidays,
	"ua": ua.Holidays,
	"us": us.Holidays,
	"za": za.Holidays,
}

// switzerland holds what the whole country or nearly all cantons keep: the library's
// list has those of single cantons, too.
var switzerland = []*cal.Holiday{
	ch.Neujahr,
	ch.Karfreitag,
	ch.Ostermontag,
	ch.Auffahrt,
	ch.Pfingstmontag,
	ch.Bundesfeiertag,
	ch.Weihnachtstag,
	ch.ZweiterWeihnachtsfeiertag,
}

// mexico holds the days of rest of the Ley Federal del Trabajo, article 74: three are
// kept on Mondays and none is moved from a weekend, which the library has otherwise.
var mexico = []*cal.Holiday{
	fixed("New Year's Day", time.January, 1),
	monday("Constitution Day", time.February, 1),
	monday("Benito Juárez's Birthday", time.March, 3),
	fixed("Labour Day", time.May, 1),
	fixed("Independence Day", time.September, 16),
	monday("Revolution Day", time.November, 3),
	fixed("Christmas Day", time.December, 25),
}

// fixed is a holiday that is not moved when it falls on a weekend.
func fixed(name string, month time.Month, day int) *cal.Holiday {
	return &cal.Holiday{Name: name, Type: cal.ObservancePublic, Month: month, Day: day, Func: cal.CalcDayOfMonth}
}

// monday is a holiday on the n-th Monday of a month.
func monday(name string, month time.Month, n int) *cal.Holiday {
	return &cal.Holiday{Name: name, Type: cal.ObservancePublic, Month: month, Weekday: time.Monday, Offset: n, Func: cal.CalcWeekdayOffset}
}

// russia holds the days of the Labour Code, article 112: the library lacks most of the
// holidays of the New Year, 1 to 8 January.
var russia = append(newYearInRussia(), ru.MilitaryDay, ru.WomensDay, ru.LabourDay, ru.VictoryDay, ru.RussiasDay, ru.UnionDay)

func newYearInRussia() []*cal.Holiday {
	var days []*cal.Holiday
	for day := 1; day <= 8; day++ {
		days = append(days, fixed("Новый Год", time.January, day))
	}
	return days
}

// australia holds what every state and territory keeps: the library lists
// theirs one by one and has no national list.
var australia = []*cal.Holiday{
	au.NewYear,
	au.AustraliaDay,
	au.GoodFriday,
	au.EasterMonday,
	au.AnzacDay,
	au.MourningDay2022,
	au.ChristmasDay,
	au.BoxingDay,
}
