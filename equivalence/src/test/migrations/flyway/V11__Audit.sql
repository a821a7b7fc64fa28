DELETE FROM audit_log WHERE at IS NULL;
ALTER TABLE audit_log ADD PRIMARY KEY (at, what);
UPDATE audit_log SET who = 'nobody' WHERE who = 'user 1';
