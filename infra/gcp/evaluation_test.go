package gcp_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/tryfunc"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// evaluator evaluates locals as Terraform does before any resource exists: values
// that only Google or an environment provides are unknown.
type evaluator struct {
	t         *testing.T
	locals    map[string]hcl.Expression
	variables map[string]cty.Value
	known     map[string]cty.Value
}

func newEvaluator(t *testing.T, variables map[string]cty.Value) *evaluator {
	t.Helper()
	e := &evaluator{t: t, locals: map[string]hcl.Expression{}, variables: map[string]cty.Value{}, known: map[string]cty.Value{}}
	for _, b := range blocks(t, ".", "locals") {
		for name, attribute := range b.Body.Attributes {
			e.locals[name] = attribute.Expr
		}
	}
	for _, b := range blocks(t, ".", "variable") {
		e.variables[b.kind()] = cty.DynamicVal
		if fallback, ok := b.Body.Attributes["default"]; ok {
			value := e.value(fallback.Expr)
			if value.Type().IsPrimitiveType() {
				e.variables[b.kind()] = value
			}
		}
	}
	for name, value := range variables {
		e.variables[name] = value
	}
	return e
}

// local returns the value of a local. Parts of it may be unknown.
func (e *evaluator) local(name string) cty.Value {
	e.t.Helper()
	if value, ok := e.known[name]; ok {
		return value
	}
	expression, ok := e.locals[name]
	if !ok {
		e.t.Fatalf("there is no local.%s", name)
	}
	e.known[name] = e.value(expression)
	return e.known[name]
}

// source returns the source of a local.
func (e *evaluator) source(name string) string {
	e.t.Helper()
	expression, ok := e.locals[name]
	if !ok {
		e.t.Fatalf("there is no local.%s", name)
	}
	return text(e.t, expression.Range().Filename, expression)
}

func (e *evaluator) value(expression hcl.Expression) cty.Value {
	e.t.Helper()
	locals := map[string]cty.Value{}
	context := &hcl.EvalContext{Variables: map[string]cty.Value{}, Functions: functions(expression)}
	for _, reference := range expression.Variables() {
		context.Variables[reference.RootName()] = cty.DynamicVal
		if reference.RootName() == "local" {
			name := reference[1].(hcl.TraverseAttr).Name
			locals[name] = e.local(name)
		}
	}
	context.Variables["local"] = cty.ObjectVal(locals)
	context.Variables["var"] = cty.ObjectVal(e.variables)
	context.Variables["path"] = cty.ObjectVal(map[string]cty.Value{"module": cty.StringVal(".")})
	value, problems := expression.Value(context)
	failOn(e.t, problems)
	return value
}

// functions returns the Terraform functions that determine names and sums. All
// other functions in the expression return unknown values.
func functions(expression hcl.Expression) map[string]function.Function {
	known := map[string]function.Function{
		"coalesce":     stdlib.CoalesceFunc,
		"concat":       stdlib.ConcatFunc,
		"contains":     stdlib.ContainsFunc,
		"file":         fileFunction,
		"flatten":      stdlib.FlattenFunc,
		"format":       stdlib.FormatFunc,
		"join":         stdlib.JoinFunc,
		"jsondecode":   stdlib.JSONDecodeFunc,
		"keys":         stdlib.KeysFunc,
		"lookup":       stdlib.LookupFunc,
		"merge":        stdlib.MergeFunc,
		"nonsensitive": stdlib.AssertNotNullFunc, // returns its argument
		"setunion":     stdlib.SetUnionFunc,
		"tostring":     stdlib.MakeToFunc(cty.String),
		"toset":        stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)),
		"try":          tryfunc.TryFunc,
	}
	_ = hclsyntax.VisitAll(expression.(hclsyntax.Node), func(node hclsyntax.Node) hcl.Diagnostics {
		if call, ok := node.(*hclsyntax.FunctionCallExpr); ok {
			if _, ok := known[call.Name]; !ok {
				known[call.Name] = unknownFunction
			}
		}
		return nil
	})
	return known
}

var unknownFunction = function.New(&function.Spec{
	VarParam: &function.Parameter{Type: cty.DynamicPseudoType, AllowUnknown: true, AllowDynamicType: true, AllowNull: true},
	Type:     function.StaticReturnType(cty.DynamicPseudoType),
	Impl:     func([]cty.Value, cty.Type) (cty.Value, error) { return cty.DynamicVal, nil },
})

var fileFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "path", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		content, err := os.ReadFile(filepath.Clean(arguments[0].AsString()))
		return cty.StringVal(string(content)), err
	},
})

// names returns the keys of an object or map, or the members of a set.
func names(value cty.Value) []string {
	var found []string
	for it := value.ElementIterator(); it.Next(); {
		key, member := it.Element()
		if value.Type().IsSetType() {
			key = member
		}
		found = append(found, key.AsString())
	}
	return found
}
