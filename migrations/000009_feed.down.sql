DROP FUNCTION feed_tagged_oldest, feed_tagged_newest, feed_oldest, feed_newest;
