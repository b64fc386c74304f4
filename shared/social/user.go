// Package social holds the types of the social network and their rules. It does
// not depend on HTTP or SQL.
package social

import "time"

// The maximum numbers of users that one user can follow, mute and block.
const (
	FollowLimit = 10_000
	MuteLimit   = 10_000
	BlockLimit  = 10_000
)

// User is an account as one user sees it: IsFollowed, FollowsYou, IsMuted and IsBlocked
// are that user's. DisplayName is the username if the account has no other.
type User struct {
	ID             int64     `json:"id" example:"42"`
	Username       string    `json:"username" example:"maya"`
	DisplayName    string    `json:"display_name" example:"Maya Lindqvist"`
	Bio            string    `json:"bio" example:"Bakes bread and writes about it"`
	Location       string    `json:"location" example:"Malmö"`
	Website        string    `json:"website" example:"https://maya.example.com"`
	CreatedAt      time.Time `json:"created_at" format:"date-time"`
	IsFollowed     bool      `json:"is_followed"`
	FollowsYou     bool      `json:"follows_you"`
	IsMuted        bool      `json:"is_muted"`
	IsBlocked      bool      `json:"is_blocked"`
	FollowersCount int       `json:"followers_count"`
	FollowingCount int       `json:"following_count"`
	PostsCount     int       `json:"posts_count"`
}

// Me is an account as its owner sees it.
type Me struct {
	User
	Email    string `json:"email" example:"maya@example.com"`
	IsActive bool   `json:"is_active"`
	HasTOTP  bool   `json:"has_totp"`
	Role     Role   `json:"role"`
	// 100 means more than 99
	UnreadNotifications int `json:"unread_notifications" maximum:"$NotificationCount"`
}

// Author is the user who wrote a post or a comment.
type Author struct {
	ID          int64  `json:"id" example:"42"`
	Username    string `json:"username" example:"maya"`
	DisplayName string `json:"display_name" example:"Maya Lindqvist"`
}
