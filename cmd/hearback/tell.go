package main

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"hearback/classify/candidacy"
	"hearback/cmd/hearback/internal/notify"
	"hearback/cmd/hearback/internal/report"
	"hearback/state"
)

// desktop is where toasts are shown.
type desktop interface {
	Show(ctx context.Context, t notify.Toast) error
	Withdraw(slot string)
	Events() <-chan notify.Event
	Close()
}

// teller tells the person on the desktop what the announcer noted. It goes its
// own way: nothing that fetches or judges waits for it, and what it cannot
// tell now stays pending.
type teller struct {
	*announcer
	desktop desktop
	log     *slog.Logger
	once    bool // nobody waits for what is pressed

	waiting bool                      // something is pending
	rest    time.Time                 // no sooner is it tried again
	shown   map[string][]state.Notice // by slot
	told    []time.Time               // when toasts were shown lately
	fault   string                    // that was logged last
	locked  lockouts
}

// Where nothing shows notifications, it is tried again this much later; a
// service that was only slow is asked again each minute.
const noServiceRest = 15 * time.Minute

// newTeller makes the teller of what a notes.
func (p *program) newTeller(a *announcer, once bool) *teller {
	a.news = make(chan struct{}, 1)
	return &teller{announcer: a, desktop: notify.Open(), log: p.log, once: once, shown: map[string][]state.Notice{},
		locked: lockouts{by: map[string]error{}, shown: map[string]bool{}}}
}

// run tells what is pending after each judgement and, where something waits,
// each minute, however the machine's clock jumped or slept meanwhile.
func (t *teller) run(ctx context.Context) error {
	minute := newMinutes()
	defer minute.timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.news:
		case <-minute.tick():
			if !t.waiting || time.Now().Before(t.rest) || !t.Notify.Hours.Contain(t.now()) {
				continue
			}
		case e := <-t.desktop.Events():
			t.pressed(ctx, e)
		}
		t.look(ctx)
	}
}

// look takes back toasts that are out of date, and shows what is pending. What
// goes wrong is logged: it stops nothing else.
func (t *teller) look(ctx context.Context) {
	if !t.Notify.Desktop {
		return
	}
	err := t.tell(ctx)
	if err == nil || ctx.Err() != nil {
		return
	}
	level := slog.LevelInfo
	if errors.Is(err, notify.ErrNoService) {
		t.rest = time.Now().Add(noServiceRest)
		if t.once { // on a server each run would say so
			level = slog.LevelDebug
		}
	}
	if t.fault != err.Error() {
		t.fault = err.Error()
		t.log.Log(ctx, level, "what is due waits for the desktop", "reason", err)
	}
}

func (t *teller) tell(ctx context.Context) error {
	now := t.now()
	t.waiting = true
	locked, err := t.tellLockouts(ctx, now)
	if err != nil {
		return err
	}
	pending, err := t.store.PendingNotices(ctx, state.FlagNotice, state.ReplyNotice)
	if err != nil {
		return err
	}
	t.waiting = locked || len(pending) > 0
	if len(pending) == 0 && len(t.shown) == 0 {
		return nil
	}
	cs, err := t.judged(ctx, t.store, now)
	if err != nil {
		return err
	}
	stand := make(map[int64]report.Candidacy, len(cs))
	for _, c := range cs {
		stand[c.ID] = c
	}
	t.withdraw(stand)
	plan := notify.Make(time.Now(), t.Notify.Hours.Contain(now), pending, stand, t.told)
	if err := t.store.DismissNotices(ctx, now, plan.Drop...); err != nil {
		return err
	}
	if plan.Toast.Slot == "" {
		return nil
	}
	if t.once {
		plan.Toast.Actions = nil
	}
	if err := t.desktop.Show(ctx, plan.Toast); err != nil {
		if !errors.Is(err, notify.ErrNoService) {
			t.shown[plan.Toast.Slot] = plan.Tells // it may be seen yet
		}
		return err
	}
	t.noteShown(plan)
	return t.store.NoticesSent(context.WithoutCancel(ctx), now, idsOf(plan.Tells)...) // told is told
}

// noteShown takes in that a toast was shown.
func (t *teller) noteShown(plan notify.Plan) {
	t.fault = ""
	t.shown[plan.Toast.Slot] = plan.Tells
	t.told = append(t.told, time.Now())
	t.told = t.told[max(0, len(t.told)-10):]
}

// withdraw takes back the toasts of which nothing is to be said any more.
func (t *teller) withdraw(stand map[int64]report.Candidacy) {
	for slot, ns := range t.shown {
		if !slices.ContainsFunc(ns, func(n state.Notice) bool { return notify.Stands(n, stand[n.Candidacy]) }) {
			t.desktop.Withdraw(slot)
			delete(t.shown, slot)
		}
	}
}

// pressed does what the person pressed: a mark is made as 'hearback mark' makes
// it, and the flag goes.
func (t *teller) pressed(ctx context.Context, e notify.Event) {
	ns := t.shown[e.Slot]
	if len(ns) == 0 {
		return
	}
	err := error(nil)
	switch id := ns[0].Candidacy; e.Key {
	case notify.Closed:
		delete(t.shown, e.Slot)
		err = t.store.DismissNotices(ctx, t.now(), idsOf(ns)...)
	case notify.Snooze:
		err = t.mark(ctx, id, candidacy.Snooze, strconv.Itoa(notify.SnoozeDays))
	case notify.TheyCalled:
		err = t.mark(ctx, id, candidacy.Replied, "")
	}
	if err != nil {
		t.log.Warn("what was pressed on the desktop is lost", "reason", err)
	}
}

func (t *teller) mark(ctx context.Context, id int64, what candidacy.Deed, value string) error {
	n, err := t.note(id, what, value)
	if err != nil {
		return err
	}
	if err := t.store.Mark(ctx, id, n); err != nil {
		return err
	}
	return t.announce(ctx)
}

func idsOf(ns []state.Notice) []int64 {
	ids := make([]int64, len(ns))
	for i, n := range ns {
		ids[i] = n.ID
	}
	return ids
}
