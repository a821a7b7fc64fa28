ALTER TABLE users ADD COLUMN phone varchar(20), ADD COLUMN logins int NOT NULL DEFAULT 0;
