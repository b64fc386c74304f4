package settings_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"social.example/shared/settings"
)

type door struct {
	Key   string        `envconfig:"TEST_DOOR_KEY" required:"true"`
	Delay time.Duration `envconfig:"TEST_DOOR_DELAY" default:"3s"`
}

type window struct {
	Panes int `envconfig:"TEST_WINDOW_PANES" default:"2"`
}

func (w *window) Validate() error {
	if w.Panes < 1 {
		return errors.New("TEST_WINDOW_PANES must be at least 1")
	}
	return nil
}

type house struct {
	Door   door
	Window window
}

func TestReadFillsPartsAndDefaults(t *testing.T) {
	t.Setenv("TEST_DOOR_KEY", "k")
	t.Setenv("TEST_WINDOW_PANES", "4")
	var h house
	if err := settings.Read(&h); err != nil {
		t.Fatal(err)
	}
	if want := (house{door{"k", 3 * time.Second}, window{4}}); h != want {
		t.Errorf("got %+v, want %+v", h, want)
	}
}

func TestReadNamesEveryBadVariableButNoValue(t *testing.T) {
	t.Setenv("TEST_DOOR_KEY", "")
	t.Setenv("TEST_WINDOW_PANES", "s3cret")
	err := settings.Read(&house{})
	if err == nil {
		t.Fatal("invalid settings were accepted")
	}
	for _, name := range []string{"TEST_DOOR_KEY", "TEST_WINDOW_PANES"} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%q does not name %s", err, name)
		}
	}
	if strings.Contains(err.Error(), "s3cret") {
		t.Errorf("%q contains a value", err)
	}
}

func TestReadValidates(t *testing.T) {
	t.Setenv("TEST_DOOR_KEY", "k")
	t.Setenv("TEST_WINDOW_PANES", "0")
	if err := settings.Read(&house{}); err == nil || !strings.Contains(err.Error(), "TEST_WINDOW_PANES") {
		t.Errorf("got %v, want an error about TEST_WINDOW_PANES", err)
	}
}

func TestPartsOfAnEmbeddedStructAreParts(t *testing.T) {
	t.Parallel()
	type House house
	type villa struct {
		House
		Gate struct {
			Height int `envconfig:"TEST_GATE_HEIGHT"`
		}
	}
	want := []string{"TEST_DOOR_DELAY", "TEST_DOOR_KEY", "TEST_GATE_HEIGHT", "TEST_WINDOW_PANES"}
	if got := settings.Names(villa{}); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	want := []string{"TEST_DOOR_DELAY", "TEST_DOOR_KEY", "TEST_WINDOW_PANES"}
	if got := settings.Names(house{}); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
