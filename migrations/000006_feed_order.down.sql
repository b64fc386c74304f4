ALTER TABLE posts
    ALTER created_at SET DEFAULT now(),
    ALTER updated_at SET DEFAULT now();
DROP FUNCTION posts_horizon();
DROP FUNCTION posts_moment();
