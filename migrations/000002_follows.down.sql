DROP TABLE follows;
DROP FUNCTION follows_count();
