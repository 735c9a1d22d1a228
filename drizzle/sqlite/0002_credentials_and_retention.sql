-- Keys made before there were scopes could do everything; a new key has to say what it is for, so
-- that the column has no default.
CREATE TABLE `__new_api_key` (
	`prefix` text PRIMARY KEY NOT NULL,
	`merchant_pk` integer NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`merchant_pk`) REFERENCES `merchant`(`pk`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
INSERT INTO `__new_api_key` (`prefix`, `merchant_pk`, `name`, `secret_hash`, `scopes`, `created_at`, `expires_at`, `revoked_at`)
SELECT `prefix`, `merchant_pk`, `name`, `secret_hash`, 'admin', `created_at`, `expires_at`, `revoked_at` FROM `api_key`;
--> statement-breakpoint
DROP TABLE `api_key`;
--> statement-breakpoint
ALTER TABLE `__new_api_key` RENAME TO `api_key`;
--> statement-breakpoint
-- Answers that were kept before there was a retention are kept for ever, and counted by no quota.
ALTER TABLE `idempotency` ADD `kept_until` integer;
--> statement-breakpoint
ALTER TABLE `idempotency` ADD `sampled` integer NOT NULL DEFAULT 0;
--> statement-breakpoint
CREATE INDEX `idempotency_oldest` ON `idempotency` (`merchant_pk`,`kept_until`) WHERE kept_until is not null;
--> statement-breakpoint
CREATE INDEX `idempotency_sample` ON `idempotency` (`merchant_pk`) WHERE sampled = 1;
