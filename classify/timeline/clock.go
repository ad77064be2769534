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
	switch {
	case p.is(i, "noon", "midday", "midi", "mediodia", "mittags"):
		return clock{hour: 12, sure: true, half: true}, i + 1
	case t.number < 0 || t.number > 24 || t.digits > 2:
		return clock{}, 0
	}
	c, end := clock{hour: t.number}, i+1
	if (p.is(end, ":", ".") || p.is(end, "h")) && p.at(end).glued && p.at(end+1).glued && p.at(end+1).digits == 2 && p.at(end+1).number < 60 && !(p.is(end+2, ".") && p.at(end+3).glued && p.at(end+3).number >= 0) {
		c.minute = p.at(end + 1).number
		c.sure, c.half = !p.is(end, "."), p.is(end, "h")
		end += 2
	} else if p.is(end, "h") {
		c.sure, c.half = true, true
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
