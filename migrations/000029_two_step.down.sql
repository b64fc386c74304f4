DROP TABLE sign_in_places;
DROP TABLE recovery_codes;
DROP TABLE totp_secrets;
