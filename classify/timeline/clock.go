package timeline

// clock is a time of the day.
type clock struct {
	hour, minute int
	sure         bool // could be nothing else
	half         bool // am or pm is told, or the hour says it
	twelve       bool // am or pm is told
}

// clock reads "3 pm", "3:30pm", "15:00", "15h30", "15 Uhr", "15.30 Uhr", "noon".
func (p *parser) clock(i int) (clock, int) {
	t := p.at(i)
	if c, end := p.spokenClock(i); end > 0 {
		return c, end
	}
	if c, end := p.militaryClock(i); end > 0 {
		return c, end
	}
	switch {
	case p.is(i, "noon", "midday", "midi", "mediodia", "mittags"):
		return clock{hour: 12, sure: true, half: true}, i + 1
	case t.number < 0 || t.number > 24 || t.digits > 2 || t.glued && p.is(i-1, ":"):
		return clock{}, 0
	}
	c, end := clock{hour: t.number}, i+1
	if (p.is(end, ":", ".") || p.is(end, "h")) && p.at(end).glued && p.at(end+1).glued && p.at(end+1).digits == 2 && p.at(end+1).number < 60 && !(p.is(end+2, ".") && p.at(end+3).glued && p.at(end+3).number >= 0) {
		c.minute = p.at(end + 1).number
		c.sure, c.half = !p.is(end, "."), p.is(end, "h")
		end += 2
	} else if p.is(end, "h") {
		c.sure, c.half = true, true
		if n := p.at(end + 1); n.digits == 2 && n.number >= 0 && n.number < 60 && p.continues(end+1) && !p.is(end+2, "-", "h", "/") && !(p.is(end+2, ".") && p.at(end+3).glued && p.at(end+3).number >= 0) { // "9 h 30"
			c.minute = n.number
			end++
		}
		end++
	}
	switch {
	case p.is(end, "am", "a") && (p.at(end).glued || p.is(end, "am") && !p.at(end).upper || p.is(end, "am")) && !p.is(end, "a"):
		if c.hour == 12 {
			c.hour = 0
		}
		c.sure, c.half, c.twelve = true, true, true
		end++
	case p.is(end, "pm"), p.is(end, "p") && p.at(end).glued && !p.is(end+1, "."):
		if c.hour < 12 {
			c.hour += 12
		}
		c.sure, c.half, c.twelve = true, true, true
		end++
	case p.is(end, "uhr", "heures", "heure", "horas", "hrs", "o'clock"):
		c.sure, c.half = true, p.is(end, "uhr", "heures", "horas")
		end++
		if n := p.at(end); n.digits == 2 && n.number < 60 && c.minute == 0 && n.number >= 0 && p.continues(end) && !p.is(end+1, ".") {
			c.minute = n.number
			end++
		}
	}
	if c.hour > 12 {
		c.half = true
	}
	if c.hour > 23 {
		return clock{}, 0
	}
	return c, end
}

// spokenClock reads "half past two", "a quarter to 4", "halb drei", "Viertel nach zwei".
func (p *parser) spokenClock(i int) (clock, int) {
	minutes, at := 0, i
	switch {
	case p.is(i, "half") && p.is(i+1, "past"):
		minutes, at = 30, i+2
	case p.is(i, "half") && p.is(i-1, "at", "around", "about", "for") && p.m(i+2).unit == noUnit: // as the British say
		minutes, at = 30, i+1
	case p.is(i, "quarter", "viertel") && p.is(i+1, "past", "after", "nach"):
		minutes, at = 15, i+2
	case p.is(i, "quarter", "viertel") && p.is(i+1, "to", "before", "vor"):
		minutes, at = -15, i+2
	case p.is(i, "halb"):
		minutes, at = -30, i+1
	default:
		return clock{}, 0
	}
	hour := max(p.at(at).number, p.m(at).number)
	if hour < 1 || hour > 12 {
		return clock{}, 0
	}
	if minutes < 0 {
		hour, minutes = hour-1, 60+minutes
		if hour == 0 {
			hour = 12
		}
	}
	return clock{hour: hour, minute: minutes, sure: true}, at + 1
}

// militaryClock reads "0930 hours" and the "1400" of "1400 to 1445 hours".
func (p *parser) militaryClock(i int) (clock, int) {
	hundreds := func(i int) bool {
		t := p.at(i)
		return t.digits == 4 && t.number < 2400 && t.number%100 < 60
	}
	if !hundreds(i) {
		return clock{}, 0
	}
	last := i
	if (p.is(i+1, "-", "to", "until") || p.m(i+1).to) && hundreds(i+2) {
		last = i + 2
	}
	if !p.is(last+1, "hours", "hrs", "hour") {
		return clock{}, 0
	}
	c := clock{hour: p.at(i).number / 100, minute: p.at(i).number % 100, sure: true, half: true}
	if last > i {
		return c, i + 1
	}
	return c, i + 2
}
