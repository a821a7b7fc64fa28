CREATE TABLE history (id int, at date NOT NULL, what text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE history_2025 PARTITION OF history FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO history SELECT id, placed, status FROM orders;
