package account

import (
	"archive/zip"
	"compress/flate"
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// exportTime is how long an export may take. Its snapshot keeps the database from
// removing old rows, so it must not stay open for a client that hardly reads.
const exportTime = 10 * time.Minute

// export streams all data of the signed-in user. It writes rows as it reads them,
// so an export of any size takes the same memory.
//
//	@ID				exportAccount
//	@Summary		Download all your data
//	@Description	A zip archive of account.json, posts.ndjson, comments.ndjson, follows.ndjson, likes.ndjson, bookmarks.ndjson,
//	@Description	blocks.ndjson, mutes.ndjson, notifications.ndjson, reports.ndjson, decisions.ndjson (of moderators, about you), mails.ndjson and sessions.ndjson:
//	@Description	one JSON object per line, all from the same moment. Available once an hour.
//	@Description	An archive whose download breaks off is incomplete: its end is missing.
//	@Tags			account
//	@Security		Bearer
//	@Produce		application/zip
//	@Param			body		body		social.Confirmation	true	"Your password"
//	@Success		200			{file}		binary
//	@Failure		400,413,415	{object}	web.Problem
//	@Router			/v1/account/export [post]
func (s service) export(w http.ResponseWriter, r *http.Request) error {
	confirmation, err := web.Decode[social.Confirmation](w, r)
	if err != nil {
		return err
	}
	return s.confirm(w, r, s.gate.Attempt, "password", confirmation.Password, func(known store.Known, _ int) error {
		return s.send(w, r, known.Secret)
	})
}

// send sends the archive.
func (s service) send(w http.ResponseWriter, r *http.Request, known store.Secret) error {
	ctx, cancel := context.WithTimeout(r.Context(), exportTime)
	defer cancel()
	archive := newArchive(w)
	counted, err := s.exports.Read(ctx, known, exportTime, archive.file, archive.row)
	if err == nil {
		err = archive.close()
	}
	if err == nil {
		return nil
	}
	if counted && archive.failed == nil && ctx.Err() == nil {
		// The user did not cause the failure, so they need not wait an hour.
		if err := s.exports.Forget(context.WithoutCancel(ctx), known.UserID); err != nil {
			slog.WarnContext(ctx, "a failed export still counts", slog.Any("error", err))
		}
	}
	if !archive.begun {
		return err
	}
	slog.WarnContext(ctx, "an export broke off", slog.Any("error", err))
	panic(http.ErrAbortHandler) // or the client would take half an archive for a whole one
}

// archive is a zip archive that is sent while it is made.
type archive struct {
	w      http.ResponseWriter
	zip    *zip.Writer
	entry  io.Writer
	begun  bool
	failed error // of the client's connection
}

func newArchive(w http.ResponseWriter) *archive {
	a := &archive{w: w}
	a.zip = zip.NewWriter(a)
	a.zip.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestSpeed)
	})
	return a
}

// Write sends a part of the archive.
func (a *archive) Write(b []byte) (int, error) {
	if !a.begun {
		a.begun = true
		a.w.Header().Set("Content-Type", "application/zip")
		a.w.Header().Set("Content-Disposition", `attachment; filename="account.zip"`)
		a.w.WriteHeader(http.StatusOK)
	}
	n, err := a.w.Write(b)
	if err != nil {
		a.failed = err
	}
	return n, err
}

// file begins the next file.
func (a *archive) file(name string) (err error) {
	a.entry, err = a.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now().UTC()})
	return err
}

// row writes a line of the current file.
func (a *archive) row(value any) error {
	line, err := web.Encode(value)
	if err != nil {
		return err
	}
	_, err = a.entry.Write(append(line, '\n'))
	return err
}

func (a *archive) close() error { return a.zip.Close() }
