package imapwatch

import (
	"errors"
	"math/rand/v2"
	"regexp"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"

	"hearback/imapwatch/credential"
)

// Pauses between two connections.
const (
	retryFirst = time.Second
	retryMost  = 5 * time.Minute
	// A refused password is tried again rarely: some servers lock an account
	// after a handful of failures in a quarter of an hour.
	refusedFirst = 5 * time.Minute
	refusedMost  = time.Hour
	// badLoginsMost is how many logins in a row are answered with BAD before
	// that counts as a refused password does.
	badLoginsMost = 2
	// signInPause is how often is looked whether the person has signed in
	// anew. The server is not asked to let anybody in meanwhile.
	signInPause = 5 * time.Minute
	// busyFirst is the least pause where a server says that it is too much
	// asked of: a connection more would not help.
	busyFirst = 30 * time.Second
	// patienceMost bounds what a server can ask for by its own words.
	patienceMost = time.Hour
	// quickMost is how often in a row a message that cannot be fetched is
	// closed in on without longer pauses.
	quickMost = 60
)

// retries decides how long to wait before the next connection.
type retries struct{ lost, refused *backoff.ExponentialBackOff }

func newRetries() retries {
	rising := func(first, most time.Duration) *backoff.ExponentialBackOff {
		return &backoff.ExponentialBackOff{InitialInterval: first, MaxInterval: most, Multiplier: 2, RandomizationFactor: 0.5}
	}
	return retries{lost: rising(retryFirst, retryMost), refused: rising(refusedFirst, refusedMost)}
}

// next returns the pause after an error. A firm one goes on whatever happens to
// the network meanwhile: the server wants it.
func (r retries) next(err error, past *past) (pause time.Duration, firm bool) {
	if past.good {
		r.lost.Reset()
		r.refused.Reset()
	}
	var bad errBadLogin
	if errors.As(err, &bad) {
		past.badLogins++
	}
	var asked busy
	switch {
	case ownEnd(err):
		return rand.N(retryFirst), false
	case errors.Is(err, ErrAuthentication), errors.As(err, &bad) && past.badLogins > badLoginsMost:
		return min(max(r.refused.NextBackOff(), refusedFirst), refusedMost), true
	case errors.Is(err, credential.ErrNoSecret): // the next try may ask the person again
		return min(max(r.refused.NextBackOff(), refusedFirst), refusedMost), false
	case errors.Is(err, credential.ErrSignIn):
		return signInPause, true
	case errors.As(err, &asked):
		pause = max(asked.wait, busyFirst, min(r.lost.NextBackOff(), retryMost))
		return pause + rand.N(pause/10+1), true
	case past.narrowed && past.quick < quickMost:
		past.quick++
		return retryFirst + rand.N(retryFirst), true
	}
	return min(r.lost.NextBackOff(), retryMost), false
}

// busy is an error of a server that cannot serve us now, or not so much.
type busy struct {
	error
	wait time.Duration // that it asks for; zero where it names none
}

func (b busy) Unwrap() error { return b.error }

// Words by which servers say that they are busy, without a code for it: Gmail
// ("Too many simultaneous connections", "Account exceeded command or bandwidth
// limits"), Microsoft ("Request is throttled. Suggested Backoff Time: 92415
// milliseconds", "User is authenticated but not connected"), Dovecot ("Maximum
// number of connections from user+IP exceeded"), Courier ("Maximum connection
// limit reached"). In answer to a login others count, too: Yahoo's "Server error
// - Please try again later" says nothing of the password.
var (
	busyWords    = regexp.MustCompile(`(?i)too many|throttl|not connected|(connections?|rate|bandwidth) limit|limits? (exceeded|reached)|connections? .*exceeded|exceeded .*limits|overload`)
	loginWords   = regexp.MustCompile(`(?i)try again later|temporar|unavailable|server (error|is busy|busy)|internal error`)
	backoffWords = regexp.MustCompile(`(?i)back-?off time:? *([0-9]{1,12}) *(s\b|seconds?)?`)
)

// patience marks an error in which the server asks for patience.
func patience(err error, words string) error {
	m := backoffWords.FindStringSubmatch(words)
	if m == nil {
		if busyWords.MatchString(words) {
			return busy{err, 0}
		}
		return err
	}
	unit := time.Millisecond
	if m[2] != "" {
		unit = time.Second
	}
	n, _ := strconv.Atoi(m[1]) // 12 digits at most
	return busy{err, min(time.Duration(min(n, int(patienceMost/unit)))*unit, patienceMost)}
}
