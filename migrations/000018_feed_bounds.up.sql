-- Searches read posts by the search form of their texts and tags. The functions that
-- do so are in functions/.

-- Writers wait until this migration ends; readers do not. Nothing here takes a stronger
-- lock: it would have to wait for readers that are about to write, and they for it.
LOCK TABLE posts IN SHARE ROW EXCLUSIVE MODE;

-- Existing rows get the normal form. A tag that is too long in it is cut.
UPDATE posts
SET tags = (tags_form(ARRAY(SELECT left(tag, 50) FROM unnest(tags_form(tags)) tag)))[:10]
WHERE tags <> '{}' AND tags <> (tags_form(ARRAY(SELECT left(tag, 50) FROM unnest(tags_form(tags)) tag)))[:10];

UPDATE posts SET title = title
WHERE folded IS NULL AND (octet_length(title) <> char_length(title) OR octet_length(content) <> char_length(content));

-- fastupdate is off, as on the older indexes.
CREATE INDEX posts_text_trgm_idx ON posts USING gin (post_text(title, content, folded) gin_trgm_ops) WITH (fastupdate = off);
ANALYZE posts;
