// Package entry registers the function with the framework. Deployment copies
// this file to the root of the function's archive, where the buildpack looks
// for it.
package entry

import (
	"github.com/GoogleCloudPlatform/functions-framework-go/functions"

	"social.example/functions/moderation"
	"social.example/shared/boot"
)

func init() { functions.HTTP("moderation", boot.HTTP(moderation.New)) }
