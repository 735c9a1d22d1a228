-- Answers stand in the order in which they were given, behind an index of their keys: as rows of
-- the index itself they made it ten times as large, and every page of it was written for one key.
CREATE TABLE `__new_idempotency` (
	`pk` integer PRIMARY KEY NOT NULL,
	`merchant_pk` integer NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`outcome` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`kept_until` integer,
	`sampled` integer NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_idempotency` (`merchant_pk`, `key`, `fingerprint`, `outcome`, `recorded_at`, `kept_until`, `sampled`)
SELECT `merchant_pk`, `key`, `fingerprint`, `outcome`, `recorded_at`, `kept_until`, `sampled` FROM `idempotency` ORDER BY `recorded_at`;
--> statement-breakpoint
DROP TABLE `idempotency`;
--> statement-breakpoint
ALTER TABLE `__new_idempotency` RENAME TO `idempotency`;
--> statement-breakpoint
CREATE UNIQUE INDEX `idempotency_key` ON `idempotency` (`merchant_pk`,`key`);
--> statement-breakpoint
CREATE INDEX `idempotency_oldest` ON `idempotency` (`merchant_pk`,`kept_until`) WHERE kept_until is not null;
--> statement-breakpoint
CREATE INDEX `idempotency_sample` ON `idempotency` (`merchant_pk`) WHERE sampled = 1;
