DROP TABLE activation_tokens;
DROP TABLE emails;
