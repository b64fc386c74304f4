// Package settings reads the settings of a function from its environment.
//
// A function's configuration is a struct of the configurations of its parts. Each
// part names its variables in `envconfig` tags. The parts of an embedded struct are
// parts of the struct that embeds it.
//
// To add a setting:
//
//   - Add a field to the part that uses it, such as postgres.Config. A new part is also a
//     field of the Config in the wire.go of each function that uses it, or in
//     shared/backend.
//   - Add a line to .env.example, and to the README's table.
//   - Set it in infra/gcp/settings.tf. A value that differs from one deployment to the
//     next is also a variable in variables.tf; a secret is also in secrets.tf.
//   - If its default does not fit `make dev`, set it in infra/local/environment.go.
//
// Tests compare all of these.
package settings

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"

	"github.com/kelseyhightower/envconfig"
)

// A Validator is a part with rules beyond the types of its fields.
type Validator interface{ Validate() error }

// Read fills every part of config, a pointer to a struct of structs. Its error names,
// for each part, the variables that are missing, or else one that is invalid. It never
// repeats a value, which may be a secret.
func Read(config any) error {
	var errs []error
	for _, part := range Parts(config) {
		errs = append(errs, readPart(part))
	}
	return errors.Join(errs...)
}

// Names returns the variables that config's parts read, sorted and without
// duplicates.
func Names(config any) []string {
	pointer := reflect.New(reflect.TypeOf(config))
	var names []string
	for _, part := range Parts(pointer.Interface()) {
		for name := range variables(part) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Parts returns pointers to the parts of config, a pointer to a struct of structs.
func Parts(config any) []any {
	var all []any
	value := reflect.ValueOf(config).Elem()
	for i := range value.NumField() {
		field := value.Field(i).Addr().Interface()
		if value.Type().Field(i).Anonymous {
			all = append(all, Parts(field)...)
		} else {
			all = append(all, field)
		}
	}
	return all
}

func variables(part any) func(yield func(string, reflect.StructField) bool) {
	return func(yield func(string, reflect.StructField) bool) {
		for _, field := range reflect.VisibleFields(reflect.TypeOf(part).Elem()) {
			if name, ok := field.Tag.Lookup("envconfig"); ok && !yield(name, field) {
				return
			}
		}
	}
}

func readPart(part any) error {
	var errs []error
	for name, field := range variables(part) {
		if field.Tag.Get("required") == "true" && os.Getenv(name) == "" {
			errs = append(errs, fmt.Errorf("%s is not set", name))
		}
	}
	if errs != nil {
		return errors.Join(errs...)
	}
	if err := envconfig.Process("", part); err != nil {
		if bad, ok := errors.AsType[*envconfig.ParseError](err); ok {
			return fmt.Errorf("%s is not a valid %s", bad.KeyName, bad.TypeName)
		}
		return errors.New("the settings can't be read")
	}
	if v, ok := part.(Validator); ok {
		return v.Validate()
	}
	return nil
}
