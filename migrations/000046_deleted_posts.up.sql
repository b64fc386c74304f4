-- Deleted posts with comments, likes or bookmarks that are still to be deleted.
CREATE TABLE deleted_posts (
    post_id bigint      PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    since   timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE deleted_posts IS
    'Posts that nobody can see any more, with so many comments, likes or bookmarks that a sweep deletes the rest. They are taken down too';
