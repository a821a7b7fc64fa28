-- Mixed-case, reserved and non-ASCII names; qualified in every way.
--! fixture shop
--! test
SELECT * FROM "Mixed Case" ORDER BY "Id";
SELECT "Mixed Case"."select", "Größe", "a""b" FROM "Mixed Case" ORDER BY 2;
SELECT m."select" FROM "Mixed Case" AS m WHERE m."Größe" > 4 ORDER BY 1;
SELECT U&"M\0069xed Case"."Id" FROM U&"M\0069xed Case" ORDER BY 1;
UPDATE "Mixed Case" SET "select" = 'changed', "a""b" = 'z' WHERE "Id" = 2;
INSERT INTO "Mixed Case" VALUES (7, 'seven', 49, 'G') RETURNING "Id", "select";
DELETE FROM "Mixed Case" AS "M" WHERE "M"."Id" = 1;
SELECT public."Mixed Case"."Id", "select" FROM public."Mixed Case" ORDER BY 1;
SELECT * FROM "mixed case";
SELECT Id FROM "Mixed Case";
SELECT * FROM PUBLIC.USERS WHERE ID = 1;
SELECT "users"."id" FROM "public"."users" "users" WHERE "users"."id" = 3;
SELECT users.id AS "select", users.name AS "from" FROM users WHERE id = 3;
SELECT * FROM stock.levels WHERE levels.product_id = 3;
SELECT stock.levels.amount FROM stock.levels WHERE stock.levels.product_id = 3;
SELECT l.amount, levels.amount FROM stock.levels l;
SELECT stock.levels.amount FROM stock.levels l WHERE product_id = 3;
CREATE TABLE "user" ("order" int PRIMARY KEY, "group" text);
INSERT INTO "user" VALUES (1, 'g');
SELECT "order", "group" FROM "user";
